"""Uploads that are far too large: what is past all sense is not written to disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

# Larger than whatever a form takes, so that the form still sees that it is too large, and says so.
MOST_BYTES = 25 * 1024 * 1024


class CappedUpload(FileUploadHandler):
    """Lets the first bytes of a file through to the next handler and drops the rest.

    The page is read to its end all the same: a browser that is cut off shows an error of its own,
    and what was typed is lost.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start < MOST_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        return None
