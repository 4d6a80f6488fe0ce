"""Personal data at rest: encryption, blind indexes and masking (个人信息保护法 51; GB/T 22239 8.1.4.7–8).

Values are stored as "v1:" + base64(nonce + AES-256-GCM ciphertext). The prefix names the cipher, so that another one
(SM4) can be added beside it. Keys come from settings.PRIVACY_KEYS, newest first.
"""

from yunhe.privacy.cipher import UnreadableSecretError, decrypt, digest, encrypt
from yunhe.privacy.fields import EncryptedJSONField, EncryptedTextField, masked
from yunhe.privacy.masking import mask_address, mask_name, mask_phone
