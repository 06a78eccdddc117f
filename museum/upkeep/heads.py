class HeadHasNoBody:
    """Middleware, outermost: the answer to HEAD says how long it would be, and is empty.

    waitress sends whatever it is given. A body after HEAD is read as the beginning of the next
    answer on the same connection, which a proxy then hands to somebody else.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "HEAD":
            return response
        if response.streaming:
            # What streams is closed with the response: it may hold a file or a cursor.
            response.streaming_content = ()
            response.file_to_stream = None
        else:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response
