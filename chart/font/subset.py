"""Makes sans-sc.otf.gz, the font that PNG figures are drawn with: see README.md."""

import gzip
import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

SIMPLIFIED = "Noto Sans CJK SC"
ROOT = pathlib.Path(__file__).resolve().parents[2]


def gb2312(first, last):
    """Characters of the rows first..last of GB 2312-80."""
    for row in range(first, last + 1):
        for cell in range(1, 95):
            try:
                yield bytes([row + 160, cell + 160]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def ranges(*pairs):
    for first, last in pairs:
        yield from map(chr, range(first, last + 1))


def project():
    """What the project's own labels and sentences are written with."""
    for pattern in ("*.go", "*.csv"):
        for path in ROOT.rglob(pattern):
            yield from path.read_text(encoding="utf-8", errors="ignore")


def main(collection, out):
    fonts = TTCollection(collection).fonts
    font = next(f for f in fonts if f["name"].getDebugName(1) == SIMPLIFIED)
    wanted = set(gb2312(1, 9)) | set(gb2312(16, 87)) | set(project())
    wanted |= set(ranges((0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x2010, 0x2027), (0x2030, 0x203A),
                         (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF),
                         (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x3000, 0x303F), (0xFF01, 0xFF5E)))
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = True  # smaller once compressed
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GPOS", "GSUB", "GDEF", "DSIG"]
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[ord(c) for c in wanted if ord(c) >= 0x20])
    maker.subset(font)
    name = "Dougong Sans SC"
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = name
        if record.nameID in (3, 6):
            record.string = name.replace(" ", "") + "-Regular"
    cff = font["CFF "].cff
    cff.fontNames = [name.replace(" ", "") + "-Regular"]
    top = cff.topDictIndex[0]
    for field in ("FullName", "FamilyName"):
        if hasattr(top, field):
            setattr(top, field, name)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    otf = io.BytesIO()
    font.save(otf)
    pathlib.Path(out).write_bytes(gzip.compress(otf.getvalue(), 9, mtime=0))


main(sys.argv[1], sys.argv[2])
