"""Holds the carried network against the published one: same answers, and how much faster."""

import argparse
import statistics
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

import convert
import silero

WORST = 1e-4
STEPS = 300


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


def only(model, rate):
    """The carried model with the outputs of one rate, as the product loads it."""
    extractor = onnx.utils.Extractor(model)
    return extractor.extract_model(["input", "state"], [f"speech{rate.name}", f"state{rate.name}"])


def sounds(rate, batch):
    """Noise that swells and dies, tones and silence, window after window."""
    random = np.random.default_rng(7)
    length = rate.window + rate.context
    time_axis = np.arange(length) / rate.hertz
    for step in range(STEPS):
        loudness = 0.5 * (1 + np.sin(step / 9 + np.arange(batch)))[:, None] ** 3 / 8
        tone = np.sin(2 * np.pi * (120 + 7 * step) * time_axis)[None, :]
        noise = random.standard_normal((batch, length))
        yield (loudness * (0.5 * noise + tone)).astype(np.float32).clip(-1, 1)


def compare(published, carried, rate, batch):
    worst = 0.0
    before = after = np.zeros((2, batch, silero.UNITS), np.float32)
    for window in sounds(rate, batch):
        hertz = np.array(rate.hertz, np.int64)
        said, before = published.run(None, {"input": window, "state": before, "sr": hertz})
        says, after = carried.run(None, {"input": window, "state": after})
        worst = max(worst, np.abs(said - says).max(), np.abs(before - after).max())
    return worst


def microseconds(network, feeds, batch):
    begin = time.perf_counter()
    for _ in range(100):
        network.run(None, feeds)
    return (time.perf_counter() - begin) / 100 / batch * 1e6


def faster(published, carried, rate, batch):
    window = next(sounds(rate, batch))
    feeds = {"input": window, "state": np.zeros((2, batch, silero.UNITS), np.float32)}
    old = {**feeds, "sr": np.array(rate.hertz, np.int64)}
    rounds = [
        (microseconds(published, old, batch), microseconds(carried, feeds, batch))
        for _ in range(15)
    ]
    return tuple(statistics.median(side) for side in zip(*rounds))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--published", type=Path, default=convert.DEFAULT_PUBLISHED)
    arguments.add_argument("--carried", type=Path, default=convert.DEFAULT_OUTPUT)
    options = arguments.parse_args()
    published = session(convert.read(options.published))
    model = onnx.load(options.carried)
    failed = False
    print("rate  batch  worst difference  published us  carried us  ratio")
    for rate in silero.RATES:
        carried = session(only(model, rate))
        for batch in (1, 8, 32):
            worst = compare(published, carried, rate, batch)
            failed |= worst > WORST
            old, new = faster(published, carried, rate, batch)
            print(f"{rate.name:>4} {batch:6} {worst:17.1e} {old:13.1f} {new:11.1f} {old / new:6.2f}")
    if failed:
        raise SystemExit(f"the networks differ by more than {WORST}")


if __name__ == "__main__":
    main()
