"""Small invented files of demands."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter

HEADER = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情")
LAMP = (101, "某甲", "路灯不亮", "2019/4/8 8:37:20", "门前路灯三天不亮")
NOISE = (102, "某乙", "夜间施工", "2019/11/13 23:05:00", "工地夜间施工扰民")


def book(path: Path, *rows: Iterable[object]) -> Path:
    """Write rows as the first sheet of an xlsx file; None leaves a cell out."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        dated = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(place, column, cell, dated)
                elif cell is not None:
                    sheet.write(place, column, cell)
    return path


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file in an encoding."""
    path.write_bytes(text.encode(encoding))
    return path
