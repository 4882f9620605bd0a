"""Text of pictures and of pages without text, recognised on this machine: the extra `ocr`.

RapidOCR runs its models by ONNX Runtime. The models come inside its wheel and are named to it by path, so that it has
nothing to fetch; one thread, so that the same picture gives the same text. Nothing of it is loaded before the first
picture that is to be recognised.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from extractors import layout
from extractors.model import Problem
from extractors.sink import Sink

if TYPE_CHECKING:
    from PIL.Image import Image

_PACKAGES = ("rapidocr", "onnxruntime")
_MODELS = {"Det.model_path": "*_det_*.onnx", "Rec.model_path": "*_rec_*.onnx", "Cls.model_path": "*_cls_*.onnx"}
NO_TEXT = "recognition found no text"
RENDER_DPI = 200
MOST_PIXELS = 120_000_000  # chosen: the largest cameras of phones; a picture takes three bytes a pixel
_LEAST_SIDE = 16  # chosen: pixels; lower letters than that are not recognised
_LONG = 2.2  # chosen: a picture so many times higher than wide is a screenshot of many screens, and is cut
_STRIP = 1.5  # chosen: height of a strip in widths, about that of a page
_SEARCHED = 0.2  # chosen: share of a strip in which a blank row is looked for to cut at
_LINE_POINTS = 12.0  # what the layout takes a line of text to be high
_UPRIGHT = 0.8  # chosen: upright pages of the bench have 0.94 and more, those on their heads 0.7 and less
_DOUBTFUL = 0.75  # chosen: below this mean confidence a page is told to be doubtful


def installed() -> bool:
    """Say whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(package) is not None for package in _PACKAGES)


_Found = tuple[layout.Line, float]


@dataclass(slots=True)
class Recognition:
    """The recognition of one file's pages, as many as its limits allow."""

    sink: Sink
    pages: int = 0

    @property
    def wanted(self) -> bool:
        """Whether recognition was asked for and can be had."""
        return self.sink.limits.ocr_pages > 0 and installed()

    @property
    def spent(self) -> bool:
        """Whether no further page may be recognised."""
        return self.pages >= self.sink.limits.ocr_pages

    def page(self, image: Image, where: str) -> str:
        """Put the text of one page or picture into the reading.

        Returns:
            Why there is none, in words; "" where there is some.
        """
        if image.width * image.height > MOST_PIXELS:
            return "too many pixels for recognition"
        if min(image.size) < _LEAST_SIDE:
            return "too small for letters"
        lines: list[layout.Line] = []
        sure: list[float] = []
        for top, strip in _strips(image):
            if self.spent:
                return f"only {self.sink.limits.ocr_pages} pages of a file are recognised"
            self.pages += 1
            self.sink.reading.step()
            try:
                for line, certainty in self._upright(strip):
                    lines.append(_lowered(line, top))
                    sure.append(certainty)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001  the models' own errors; the page is named, the others are read
                return f"recognition failed: {type(error).__name__}"
        if not lines:
            return NO_TEXT
        percent = round(100 * mean(sure))
        layout.put(self.sink, _in_points(lines), f"{where} (OCR {percent} %)")
        if percent < 100 * _DOUBTFUL:
            self.sink.reading.problems.append(Problem("needs_ocr", f"{where}: recognised, but with doubt"))
        return ""

    def _upright(self, image: Image) -> list[_Found]:
        """Recognise a picture as it stands, and where that reads badly, turned.

        Letters that stand on their heads are recognised as other letters with little certainty; those of a page that
        lies on its side are read, but their lines stand beside each other. (The models' own test for lines upside
        down turns some upright ones, which costs whole lines; it is not used.)
        """
        found = _read(image)
        if not found:
            return found
        sideways = sum(line.y1 - line.y0 > line.x1 - line.x0 for line, _ in found) * 2 > len(found)
        if not sideways and _certainty(found) >= _UPRIGHT:
            return found
        tries = [] if sideways else [found]
        for degrees in (90, 270) if sideways else (180,):
            self.sink.reading.step()
            tries.append(_read(image.rotate(degrees, expand=True)))
        return max(tries, key=_certainty)


def _certainty(found: list[_Found]) -> float:
    """Give the mean confidence of lines, long ones counting more."""
    letters = sum(len(line.text) for line, _ in found)
    return sum(len(line.text) * sure for line, sure in found) / letters if letters else 0.0


def _strips(image: Image) -> Iterator[tuple[int, Image]]:
    """Yield the picture, a very long one in strips that are cut between lines, each with the place of its top."""
    rgb = image if image.mode == "RGB" else _flat(image)
    if rgb.height <= _LONG * rgb.width:
        yield 0, rgb
        return
    high, top = max(64, int(_STRIP * rgb.width)), 0
    while top < rgb.height:
        end = min(rgb.height, top + high)
        if end < rgb.height:
            end = _blank_row(rgb, end - int(_SEARCHED * high), end)
        yield top, rgb.crop((0, top, rgb.width, end))
        top = end


def _flat(image: Image) -> Image:
    """Give a picture in colours without transparency, on white, where letters are mostly dark."""
    if "A" in image.getbands() or "transparency" in image.info:
        module: Any = importlib.import_module("PIL.Image")
        shaped = image.convert("RGBA")
        ground: Image = module.new("RGBA", shaped.size, (255, 255, 255, 255))
        ground.alpha_composite(shaped)
        return ground.convert("RGB")
    return image.convert("RGB")


def _blank_row(image: Image, start: int, end: int) -> int:
    """Give the row between two that is most of one colour, the lowest of those."""
    numpy: Any = importlib.import_module("numpy")
    rows = numpy.asarray(image.crop((0, start, image.width, end)).convert("L"), dtype="int16")
    spread = rows.max(axis=1) - rows.min(axis=1)
    return int(end - 1 - int(spread[::-1].argmin()))


def _read(image: Image) -> list[_Found]:
    """Give the lines of one picture, in pixels, y upwards from its top, and how sure each is."""
    numpy: Any = importlib.import_module("numpy")
    out = _engine()(numpy.ascontiguousarray(numpy.asarray(image)[:, :, ::-1]))
    found: list[_Found] = []
    for box, text, score in zip(out.boxes, out.txts, out.scores, strict=True) if out.txts else ():
        if text.strip():
            xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
            chunk = layout.Chunk(text.strip(), min(xs), -max(ys), max(xs), -min(ys))
            found.append((layout.Line([chunk]), float(score)))
    return found


def _lowered(line: layout.Line, by: float) -> layout.Line:
    return layout.Line([layout.Chunk(c.text, c.x0, c.y0 - by, c.x1, c.y1 - by) for c in line.chunks])


def _in_points(lines: list[layout.Line]) -> list[layout.Line]:
    """Give the lines in the size of printed ones: the layout thinks in points."""
    scale = _LINE_POINTS / max(1.0, median(line.y1 - line.y0 for line in lines))
    return [
        layout.Line([layout.Chunk(c.text, c.x0 * scale, c.y0 * scale, c.x1 * scale, c.y1 * scale) for c in line.chunks])
        for line in lines
    ]


@functools.cache
def _engine() -> Any:
    package: Any = importlib.import_module("rapidocr")
    importlib.import_module("cv2").setNumThreads(1)
    models = Path(str(package.__file__)).parent / "models"
    settings: dict[str, Any] = {key: str(next(models.glob(name))) for key, name in _MODELS.items()}
    for threads in ("intra_op_num_threads", "inter_op_num_threads"):
        settings[f"EngineConfig.onnxruntime.{threads}"] = 1
    return package.RapidOCR(params={**settings, "Global.use_cls": False, "Global.log_level": "critical"})
