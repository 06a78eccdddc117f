"""Which word it is to become, how many objects change, one button."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from museum.catalogue import merging_terms
from museum.catalogue.models import Term
from museum.catalogue.permissions import LAW
from museum.desk.forms import put
from museum.desk.screens import Screen


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Term.objects.none(), label=gettext_lazy("It is the same as"))

    def __init__(self, *args, term: Term, **kwargs):
        super().__init__(*args, **kwargs)
        others = Term.objects.of(term.vocabulary).offered().exclude(pk=term.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]  # it is a choice of rows


class MergeTerm(Screen):
    law = LAW
    needs = "change_terms"
    template_name = "catalogue/desk/term_merge.html"
    header_icon = "list-ol"
    page_title = gettext_lazy("Two words for one thing")
    above = ((gettext_lazy("Code lists"), "terms:index"),)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.term = get_object_or_404(Term, pk=kwargs["pk"])

    def get(self, request, pk):
        return self.render_to_response(self.get_context_data(form=MergeForm(term=self.term)))

    def post(self, request, pk):
        form = MergeForm(request.POST, term=self.term)
        if form.is_valid():
            into = form.cleaned_data["into"]
            try:
                changed = merging_terms.merge(self.term, into, by=request.user)
            except ValidationError as refusal:
                put(form, refusal)
            else:
                words = {"term": self.term, "into": into, "count": changed}
                messages.success(
                    request,
                    _("“%(term)s” is “%(into)s” now: %(count)s objects were changed.") % words,
                )
                return HttpResponseRedirect(
                    f"{reverse('terms:index')}?vocabulary={self.term.vocabulary}"
                )
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        count = merging_terms.uses(self.term.vocabulary)[self.term.pk]
        return super().get_context_data(term=self.term, count=count, **kwargs)
