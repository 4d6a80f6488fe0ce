"""How much one request may upload, judged by its announced length before a byte of it is kept on the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Refuses a whole request that announces more than settings.UPLOAD_MAX_BYTES, or UPLOAD_MAX_BYTES_UNKNOWN of a stranger.

    A server reads no more of a request than it announces. The files themselves are left to the handlers that follow.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig, which is answered with 400."""
        user = getattr(self.request, "user", None)
        is_known = user is not None and user.is_authenticated
        if content_length > (settings.UPLOAD_MAX_BYTES if is_known else settings.UPLOAD_MAX_BYTES_UNKNOWN):
            raise RequestDataTooBig("The files of this request are too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that follow."""
