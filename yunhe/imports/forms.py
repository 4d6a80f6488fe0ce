"""Input of the import pages."""

from django import forms

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.imports import registers
from yunhe.imports.cells import CELLS
from yunhe.imports.grid import column_letter

LEVELS = [("", "按文件内容识别"), ("county", "县人大代表"), ("township", "乡镇人大代表")]


class UploadForm(forms.Form):
    """A file, the register it goes into, and what the file itself may not say."""

    register = forms.ChoiceField(label="导入到")
    area = forms.ModelChoiceField(Area.objects.none(), label="导入单位", empty_label=None)
    level = forms.ChoiceField(
        label="代表层级",
        required=False,
        choices=LEVELS,
        help_text="导入代表名册用：文件里没有“层级”一栏、标题也没写时选择。",
    )
    origin = forms.ModelChoiceField(
        Area.objects.none(),
        label="流出地（原选区所在乡镇）",
        required=False,
        empty_label="按文件内容识别",
        help_text="导入代表名册用：文件里没有“乡镇”一栏时选择。",
    )
    file = forms.FileField(
        label="表格文件",
        help_text="支持 xlsx、xls、csv，最大 10 MB。原来的表直接传：表头、合并单元格、小计和说明会自动识别。",
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的（0 字节），请确认选对了文件。"},
    )

    def __init__(self, *args, user, **kwargs):
        """user: decides for which areas a file may be imported."""
        super().__init__(*args, **kwargs)
        self.fields["register"].choices = [(register.key, register.label) for register in registers.chosen()]
        own = scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        areas = Area.objects.filter(pk__in=[area.pk for area in own])
        self.fields["area"].queryset = areas
        self.fields["area"].initial = areas.first()
        self.fields["origin"].queryset = Area.objects.within(*own).units().current()
        if len(registers.chosen()) == 1:
            self.fields["register"].widget = forms.HiddenInput()
            self.fields["register"].initial = registers.chosen()[0].key
        if len(own) == 1:
            self.fields["area"].widget = forms.HiddenInput()

    def facts(self) -> dict:
        """Return the arguments of the verb: register, area, the file, and what the register asks for."""
        data, file = self.cleaned_data, self.cleaned_data["file"]
        origin = data.get("origin")
        options = {"level": data.get("level"), "origin": origin and origin.name}
        return {
            "register": data["register"],
            "area": data["area"],
            "file_name": file.name,
            "content": file.read(),
            "options": {key: value for key, value in options.items() if value},
        }


class ColumnsForm(forms.Form):
    """One select per recognised column: which field it holds. Field names are "sheet index:column index"."""

    def __init__(self, *args, run, **kwargs):
        """run: an ImportRun in preview, whose layout says which columns there are."""
        super().__init__(*args, **kwargs)
        self.run = run
        register = registers.get(run.register)
        choices = [("", "不读取此列"), *[(field.key, field.label) for field in register.fields]]
        self.columns = []
        for place, sheet in enumerate(run.layout.get("sheets", [])):
            for table in sheet.get("tables", []):
                for column in table["columns"]:
                    name = f"{place}:{column['index']}"
                    if name in self.fields:
                        continue
                    self.fields[name] = forms.ChoiceField(
                        label=column["label"] or f"第{column['index'] + 1}列",
                        choices=choices,
                        required=False,
                        initial=column.get("field") or "",
                    )
                    self.columns.append({"sheet": sheet["name"], "name": name, **column})
        self.fields["remember"] = forms.BooleanField(
            label="记住，下次遇到同样的表头自动使用", required=False, initial=True
        )

    def rows(self):
        """Return the columns with their bound fields, for the page."""
        return [{**column, "bound": self[column["name"]]} for column in self.columns]

    def mapping(self) -> dict[str, dict[str, str]]:
        """Return {sheet: {column index: field key}} of the columns that were changed."""
        changed: dict[str, dict[str, str]] = {}
        for column in self.columns:
            chosen = self.cleaned_data[column["name"]]
            if chosen != (column.get("field") or ""):
                changed.setdefault(column["sheet"], {})[str(column["index"])] = chosen
        return changed


class OptionsForm(forms.Form):
    """Level and term for the whole file, where the file says none or says it wrongly."""

    level = forms.ChoiceField(
        label="代表层级", required=False, choices=LEVELS, help_text="逐行写了“层级”的，以那一栏为准。"
    )
    term = forms.IntegerField(
        label="届次",
        required=False,
        min_value=1,
        max_value=60,
        help_text="不填：文件写了就按文件，没写按今天在任的那一届。逐行写了“届次”的，以那一栏为准。",
    )

    def __init__(self, *args, run, **kwargs):
        """run: an ImportRun in preview."""
        known = run.options or {}
        kwargs["initial"] = {"level": known.get("level", ""), "term": known.get("term")}
        super().__init__(*args, **kwargs)
        self.kept = {key: value for key, value in known.items() if key not in {"level", "term"}}

    def facts(self) -> dict:
        """Return the options of the whole import."""
        return {"options": {**self.kept, **{key: value for key, value in self.cleaned_data.items() if value}}}


class RowForm(forms.Form):
    """The cells of one previewed row, as they stand in the file or were corrected before."""

    def __init__(self, *args, row, **kwargs):
        """row: an ImportRow in preview."""
        super().__init__(*args, **kwargs)
        labels = {field.key: field.label for field in registers.get(row.run.register).fields}
        cells = (row.payload or {}).get(CELLS, {})
        for key, (line, column, text) in sorted(cells.items(), key=lambda cell: (cell[1][0], cell[1][1])):
            label = f"{labels.get(key, key)}（{column_letter(column)}{line + 1}）"
            self.fields[key] = forms.CharField(label=label, required=False, initial=text, max_length=300)

    def facts(self) -> dict:
        """Return the arguments of the verb."""
        return {"texts": dict(self.cleaned_data)}


class UndoForm(forms.Form):
    """The reason for taking an import back."""

    reason = forms.CharField(label="撤销理由", max_length=200, error_messages={"required": "请写明撤销理由。"})
