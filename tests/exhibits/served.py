"""Middleware of tests, for servers in processes of their own (tests/own_settings.py)."""


class SayWhatWasKept:
    """Middleware of tests: says of every answer whether it was kept from an earlier question."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        from exhibits.caching import store

        with store.lock:
            before = {id(kept): kept for kept in store.pages.values()}
        response = self.get_response(request)
        told = request.path, request.META["QUERY_STRING"]
        with store.lock:
            now = [kept for key, kept in store.pages.items() if key[2:4] == told]
        response.headers["X-Kept"] = "yes" if any(id(kept) in before for kept in now) else "no"
        return response


class NeverLookAgain:
    """Middleware of tests: takes the check of the versions out, to see that the crawl notices."""

    def __init__(self, get_response):
        from exhibits import caching

        caching.StoredPage.is_good = lambda kept, now: True
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
