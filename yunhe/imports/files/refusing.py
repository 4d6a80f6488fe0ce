"""How a reader says no."""

RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
DAMAGED = f"文件已损坏，打不开。{RESAVE}"
PROTECTED = "文件是加密的：有打开密码，或者设了“保护工作簿”“只读”。请在 Excel 或 WPS 的“审阅”里取消保护、去掉密码，另存后再导入。"
TOO_LARGE = "文件展开后过大，可能有大量空白格式行。请删除表格下方和右侧的空白行列后再导入。"
TOO_MUCH = "文件里的内容太多，不像名册。请按乡镇拆分，并删除多余的工作表和行列后再导入。"
HOSTILE_XML = "文件里有不允许的 XML 声明，可能是恶意文件。请向提供者核实。"
WORD = "这是 Word 文档，不是表格。请把表格复制到 Excel 后再导入。"
SLIDES = "这是 PowerPoint 文件，不是表格。请提供 Excel 或 CSV 文件。"
NO_TABLE = f"这是网页文件，里面没有表格。{RESAVE}"


class Unreadable(Exception):  # noqa: N818 said to people
    """The file cannot be read; `str()` is one Chinese sentence: what is wrong and what to do."""
