"""Pictures: what they say about themselves, what hangs behind their end, and, where it is asked for, their text.

Without character recognition a picture is at best *partly* read, and the audit says so. With it, a picture in which
no text is found is named as empty.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
from typing import cast

from PIL import Image, ImageChops, ImageOps, ImageStat

from extractors import registry, sniff
from extractors.images import ocr, picture
from extractors.model import Format, Layer, Limits, Problem, Reading
from extractors.plain import decode
from extractors.sink import Sink

_PICTURES = ("jpeg", "png", "gif", "bmp", "tiff", "webp", "heic")
_HEAD_BYTES = 8192
_SIDE = 32  # chosen: pixels of a side on which a picture and its preview are laid beside each other
_BLACK = 24  # chosen: brightness that a preview's bars stay under, JPEG noise included
_ASPECT = 0.08  # chosen: previews are rounded to whole pixels and blocks of eight; a crop changes more
_UNLIKE = 28.0  # chosen: mean difference in brightness (of 255); an honest preview stays under 10


def read(data: bytes, reading: Reading, limits: Limits) -> None:
    """Put what the picture says into the reading, and note that what it shows was not read."""
    found = picture.words(data)
    sink = Sink(reading, limits)
    reading.author = found.value("author", "photographer", "owner")
    reading.modified = _day(found.value("modified", "taken", "created"))
    for place, (key, value) in found.facts:
        sink.field(key, value, "metadata", place)
    reading.problems.extend(found.problems)
    if found.thumbnail and (note := preview_note(data, found.thumbnail)):
        sink.field("embedded preview", note, "metadata", "EXIF preview")
    if _is_file(found.behind):
        reading.members.append(("", found.behind))
    recognition = ocr.Recognition(sink)
    if recognition.wanted:
        _recognise(data, recognition)
    else:
        what = "a picture" if found.pages == 1 else f"{found.pages} pictures"
        reading.problems.append(Problem("needs_ocr", f"{what}; what it shows is not read"))


def _recognise(data: bytes, recognition: ocr.Recognition) -> None:
    """Put the text of every picture of the file into the reading; of a film only the first."""
    problems = recognition.sink.reading.problems
    try:
        with _opened(data) as image:
            frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            for number in range(frames):
                image.seek(number)
                where = "picture" if frames == 1 else f"p.{number + 1}"
                if why := recognition.page(ImageOps.exif_transpose(image), where):
                    problems.append(Problem("empty" if why == ocr.NO_TEXT else "needs_ocr", f"{where}: {why}"))
                    if recognition.spent:
                        return
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  Pillow's decoders raise what they like
        problems.append(Problem("corrupt", f"the picture cannot be decoded: {type(error).__name__}"))


def _opened(data: bytes) -> Image.Image:
    if data[4:8] == b"ftyp" and importlib.util.find_spec("pi_heif"):
        importlib.import_module("pi_heif").register_heif_opener()
    image = Image.open(io.BytesIO(data))
    if image.width * image.height > ocr.MOST_PIXELS:
        raise ValueError("too many pixels")
    return image


def _day(value: str) -> str:
    day = value[:10]
    return day if len(day) == 10 and day[4] == day[7] == "-" and day.replace("-", "").isdigit() else ""


def _is_file(behind: bytes) -> bool:
    """Say whether what follows the end of the picture is a file that somebody hung there.

    Cameras hang further pictures and films behind theirs; those are no hiding places.
    """
    if len(behind) < 16:
        return False
    kind = sniff.kind(behind[:_HEAD_BYTES], behind, "")
    if kind in (*_PICTURES, "volume") or kind not in registry.formats():
        return False
    return kind != "txt" or decode.decode(behind[:_HEAD_BYTES])[2] >= decode.SURE


def preview_note(data: bytes, thumbnail: bytes) -> str:
    """Say how the small picture that a camera kept differs from the large one, "" where it does not.

    A picture that was cropped or painted over afterwards may still show the whole in its preview. Bars that a camera
    lays beside a preview of another shape do not count.
    """
    try:
        with Image.open(io.BytesIO(thumbnail)) as small, Image.open(io.BytesIO(data)) as large:
            sizes = f"{small.width} x {small.height} beside {large.width} x {large.height}"
            if large.width * large.height > ocr.MOST_PIXELS:
                return ""
            large.draft("L", (_SIDE * 4, _SIDE * 4))
            preview, whole = small.convert("L"), large.convert("L")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  Pillow's decoders raise what they like; what does not open cannot be compared
        return ""
    preview = preview.crop(preview.point(lambda light: 255 * (light > _BLACK)).getbbox())
    aspects = preview.width / preview.height, whole.width / whole.height
    if abs(aspects[0] / aspects[1] - 1) > _ASPECT:
        return f"another cut than the picture: {sizes}"
    pair = [each.resize((_SIDE, _SIDE), Image.Resampling.BOX) for each in (preview, whole)]
    unlike = ImageStat.Stat(ImageChops.difference(*pair)).mean[0]
    return f"another picture than the file shows: {sizes}" if unlike > _UNLIKE else ""


_LAYERS = cast(tuple[Layer, ...], ("body", "table", "metadata", "embedded_object"))
FORMAT = Format(kinds=_PICTURES, layers=_LAYERS, read=read, version=3)
