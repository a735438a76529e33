"""Writes an int8 variant of the model, to measure what it would save and cost.

Static quantisation (QDQ, per channel, reduced range) of convolutions and matrix products, with the
ranges seen on recordings of the demo. The product does not carry the result: docs/accuracy.md says
why. The folder it writes can be given to `./voxward lab verify --model` and `lab bench --model`.
"""

import argparse
import hashlib
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
    shape_inference,
)
from scipy.signal import resample_poly

import convert
import verify

CARD = convert.DEFAULT_OUTPUT.parent / "card.properties"
RECORDINGS = convert.REPOSITORY / "src/main/resources/demo"
CALIBRATED_ON = 24
SECONDS = (1, 3, 10)


def features(path):
    """Features of a telephone recording as the front end makes them."""
    samples, rate = soundfile.read(path, dtype="float32")
    wide = resample_poly(samples, 16000 // rate, 1).astype(np.float32)
    frames = verify.fbank_of(wide, 16000)
    frames -= frames.mean(axis=0)
    frames[:, verify.TELEPHONE_MASK_FROM_BIN :] = 0
    return frames.astype(np.float32)


class Recordings(CalibrationDataReader):
    def __init__(self, name, paths):
        self.batches = iter([{name: features(path)[None]} for path in paths])

    def get_next(self):
        return next(self.batches, None)


def quantise(source, target, paths):
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        shape_inference.quant_pre_process(source, ready, skip_symbolic_shape=True)
        quantize_static(
            ready,
            target,
            Recordings("features", paths),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "MatMul", "Gemm"],
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )


def write_card(target):
    digest = hashlib.sha256((target / "model.onnx").read_bytes()).hexdigest()
    lines = []
    for line in CARD.read_text().splitlines():
        if line.startswith("id="):
            line += "-int8"
        elif line.startswith("sha256="):
            line = f"sha256={digest}"
        lines.append(line)
    (target / "card.properties").write_text("\n".join(lines) + "\n")


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options)


def milliseconds(network, frames):
    begin = time.perf_counter()
    for _ in range(10):
        network.run(["embedding"], {"features": frames})
    return (time.perf_counter() - begin) * 100


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="where the variant and its card are written")
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    paths = sorted(RECORDINGS.rglob("*.flac"))
    step = max(1, len(paths) // CALIBRATED_ON)
    quantise(convert.DEFAULT_OUTPUT, options.folder / "model.onnx", paths[::step][:CALIBRATED_ON])
    write_card(options.folder)

    floats, ints = session(convert.DEFAULT_OUTPUT), session(options.folder / "model.onnx")
    others = [path for path in paths if path not in paths[::step]]
    cosines = [
        verify.cosine(verify.embed(floats, frames), verify.embed(ints, frames))
        for frames in map(features, others)
    ]
    print(f"cosine to float, {len(cosines)} recordings not calibrated on: "
          f"median {statistics.median(cosines):.4f}, least {min(cosines):.4f}")
    speech = np.concatenate([features(path) for path in paths[:20]])
    for seconds in SECONDS:
        frames = speech[None, : seconds * 100]
        rounds = [(milliseconds(floats, frames), milliseconds(ints, frames)) for _ in range(9)]
        old, new = (statistics.median(side) for side in zip(*rounds))
        print(f"{seconds:3} s: float {old:.1f} ms, int8 {new:.1f} ms, {old / new:.2f} times faster")


if __name__ == "__main__":
    main()
