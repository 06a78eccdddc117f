import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExhibitionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', models.TextField(blank=True, max_length=400, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('quote', 4), ('objects', 8)], blank=True, block_lookup={0: ('exhibits.blocks.prose.HeadingBlock', (), {}), 1: ('exhibits.blocks.prose.ParagraphBlock', (), {}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'said by', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('said_by', 3)]], {}), 5: ('wagtail.snippets.blocks.SnippetChooserBlock', ('catalogue.Item',), {}), 6: ('wagtail.blocks.ListBlock', (5,), {'label': 'objects'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Why these stand together, in a sentence.', 'label': 'note', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('objects', 6), ('note', 7)]], {})}, verbose_name='text and objects')),
            ],
            options={
                'verbose_name': 'exhibition',
                'verbose_name_plural': 'exhibitions',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='TextPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('quote', 4)], blank=True, block_lookup={0: ('exhibits.blocks.prose.HeadingBlock', (), {}), 1: ('exhibits.blocks.prose.ParagraphBlock', (), {}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'said by', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('said_by', 3)]], {})}, verbose_name='text')),
            ],
            options={
                'verbose_name': 'page of text',
                'verbose_name_plural': 'pages of text',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('question', models.TextField(blank=True, help_text='A villager’s question, set upright; a line for each column, two look best.', max_length=60, verbose_name='question')),
                ('asked', models.CharField(blank=True, help_text='A few words.', max_length=30, verbose_name='who asked, and when')),
                ('story', models.TextField(blank=True, max_length=1000, verbose_name='how the museum came about')),
                ('featured', models.ForeignKey(blank=True, help_text='Empty: the first public object of the register.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.item', verbose_name='the one object')),
            ],
            options={
                'verbose_name': 'first page',
                'verbose_name_plural': 'first pages',
            },
            bases=('wagtailcore.page',),
        ),
    ]
