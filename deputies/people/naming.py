"""Pinyin of names, for sorting and searching. Surnames that are read in their own way come from a table."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from yunhe.kit.folding import key_of, visible

_DOTS = str.maketrans(dict.fromkeys("•‧・･﹒∙⋅●◦∘ꞏ᛫⸱", "·"))
_HAN = re.compile(r"[一-鿿㐀-䶿\U00020000-\U0003ffff]")

COMPOUND_SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai", "宰父": "zai fu",
    "令狐": "ling hu", "宿": "su",
}  # fmt: skip
SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "区": "ou", "查": "zha", "任": "ren", "华": "hua", "翟": "zhai",
    "朴": "piao", "盖": "ge", "员": "yun", "乐": "yue", "折": "she", "缪": "miao", "覃": "qin", "冼": "xian", "洗": "xian",
    "召": "shao", "黑": "he", "秘": "bi", "重": "chong", "种": "chong", "朝": "chao", "繁": "po", "祭": "zhai", "佴": "nai",
    "尹": "yin", "宁": "ning", "燕": "yan", "哈": "ha", "过": "guo", "要": "yao", "车": "che", "葛": "ge", "逄": "pang",
    "乜": "nie", "晟": "cheng", "隗": "wei", "纪": "ji", "那": "na", "降": "jiang", "能": "nai", "练": "lian", "柏": "bai",
    "都": "du", "谌": "chen", "郇": "xun",
}  # fmt: skip


@lru_cache(maxsize=16_384)
def _read(text: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(text, style=Style.NORMAL, errors=lambda rest: [c for c in rest.lower() if c.isalnum()]))


def _syllables(text: str) -> tuple[str, ...]:
    """Read a known word as a whole, anything else character by character (cached: a roster has thousands of names)."""
    if text in PHRASES_DICT or not text.isalpha():
        return _read(text)
    return tuple(syllable for character in text for syllable in _read(character))


@lru_cache(maxsize=32_768)
def pinyin_of(name: str) -> tuple[str, str]:
    """Return (full pinyin with blanks, initials) of a person's name: 单小满 → ("shan xiao man", "sxm").

    Characters that are not Han are kept in lower case when they are letters or digits, otherwise left out.
    """
    for surname, reading in COMPOUND_SURNAMES.items():
        if name.startswith(surname) and len(name) > len(surname):
            return _joined((*reading.split(), *_syllables(name[len(surname) :])))
    if name[:1] in SURNAMES and len(_HAN.findall(name)) > 1:
        return _joined((SURNAMES[name[0]], *_syllables(name[1:])))
    return _joined((*_syllables(name[:1]), *_syllables(name[1:])) if name.isalpha() else _syllables(name))


def _joined(syllables: tuple[str, ...]) -> tuple[str, str]:
    return " ".join(syllables)[:120], "".join(syllable[:1] for syllable in syllables)[:20]


@lru_cache(maxsize=20_000)
def fold_name(text: str) -> str:
    """Return a name as it is stored and shown: one width, no blanks, nothing unseen, one sort of middle dot."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(text))).translate(_DOTS)
    return re.sub(r"(?<=[\u3400-\u9fff])[.·](?=[\u3400-\u9fff])", "·", folded)


@lru_cache(maxsize=20_000)
def name_key(text: str) -> str:
    """Return what is equal for two spellings of one person's name: 陳麗芳 and 陈丽芳, with or without the middle dot."""
    return key_of(fold_name(text)).replace("·", "")
