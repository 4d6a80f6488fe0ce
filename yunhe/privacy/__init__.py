"""Personal data at rest: encryption, blind indexes and masking (个人信息保护法 51; GB/T 22239 8.1.4.7–8).

Values are stored as "v2:" + base64(nonce + AES-256-GCM ciphertext, bound to table and column). The prefix names the cipher, so
that another one (SM4) can be added beside it; "v1:" is not bound. Keys come from settings.PRIVACY_KEYS, newest first.
`manage.py renew_secrets` (yunhe/health) brings all values to the newest.
"""

from yunhe.privacy.cipher import UnreadableSecretError, decrypt, digest, encrypt, is_current
from yunhe.privacy.fields import EncryptedJSONField, EncryptedTextField, masked
from yunhe.privacy.masking import mask_address, mask_name, mask_phone
