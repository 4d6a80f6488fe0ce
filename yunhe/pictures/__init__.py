"""Pictures that people hand in: checked, stripped of everything but what the eye sees, kept in private, shown by views.

Owns no table: a model keeps a FileField (`upload_to=Folder("concerns")`), its view answers with `picture_response`.
Read in this order: intake (what is accepted), fields (forms), storing (names and answers).
"""

from yunhe.pictures.fields import PictureField, PicturesField
from yunhe.pictures.intake import Picture, blacken, thumbnail
from yunhe.pictures.storing import Folder, picture_response, remove
