"""Times sherpa-onnx from samples in memory to embedding, one thread; one JSON line per file.

With --turns it takes one file, writes "ready" once it is warm, and then answers every line it reads
with the milliseconds of one more run, so that somebody else can run in between.

Exits with code 3, and one line on standard error, if sherpa-onnx is not installed.
"""

import argparse
import json
import statistics
import sys
import time
import wave
from pathlib import Path

SKIPPED = 3
WARM_UP_RUNS = 3


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, required=True, help="made by with_metadata.py")
    arguments.add_argument("--runs", type=int, default=20)
    arguments.add_argument(
        "--seconds", type=float, help="use only the beginning of each file, repeated if too short"
    )
    arguments.add_argument("--turns", action="store_true", help="run when told, line by line")
    arguments.add_argument("files", metavar="FILE", type=Path, nargs="+")
    options = arguments.parse_args()
    if options.turns and len(options.files) != 1:
        arguments.error("--turns takes one file")
    try:
        import numpy as np
        import sherpa_onnx
    except ImportError as missing:
        print(f"skipped: {missing.name} is not installed (run setup.sh)", file=sys.stderr)
        sys.exit(SKIPPED)

    if not options.model.is_file():
        # Said here because the runtime itself ends the process without naming the file.
        arguments.error(f"no such model: {options.model}")
    extractor = sherpa_onnx.SpeakerEmbeddingExtractor(
        sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=str(options.model), num_threads=1)
    )
    for path in options.files:
        rate, samples = _read(path, np)
        if options.seconds is not None:
            samples = np.resize(samples, round(options.seconds * rate))
        for _ in range(WARM_UP_RUNS):
            _embed(extractor, rate, samples)
        if options.turns:
            _take_turns(extractor, rate, samples)
            return
        times = [_timed(extractor, rate, samples) for _ in range(options.runs)]
        figures = {
            "file": str(path),
            "seconds": len(samples) / rate,
            "medianMs": round(statistics.median(times), 3),
            "minMs": round(min(times), 3),
            "runs": options.runs,
        }
        print(json.dumps(figures), flush=True)


def _read(path, np):
    with wave.open(str(path)) as audio:
        if (audio.getsampwidth(), audio.getnchannels()) != (2, 1):
            raise SystemExit(f"{path}: only 16-bit mono WAV is measured")
        content = audio.readframes(audio.getnframes())
        return audio.getframerate(), np.frombuffer(content, "<i2") / np.float32(32768)


def _take_turns(extractor, rate, samples):
    print("ready", flush=True)
    for _ in sys.stdin:
        print(f"{_timed(extractor, rate, samples):.4f}", flush=True)


def _timed(extractor, rate, samples):
    start = time.perf_counter()
    _embed(extractor, rate, samples)
    return (time.perf_counter() - start) * 1000


def _embed(extractor, rate, samples):
    stream = extractor.create_stream()
    stream.accept_waveform(rate, samples)
    stream.input_finished()
    return extractor.compute(stream)


if __name__ == "__main__":
    main()
