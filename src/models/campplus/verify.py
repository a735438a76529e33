"""Holds the converted model against the frozen reference vectors and against the NumPy oracle.

Exits with code 1 if any figure is out of its bound. Prints one line per check.
"""

import argparse
import hashlib
import json
import sys
import wave
from pathlib import Path

import kaldi_native_fbank
import numpy as np
import onnxruntime

import campplus
import convert
import weights
from oracle import Oracle

REFERENCE = convert.REPOSITORY / "src/test/resources/campplus/reference.json"

COSINE = 0.999999
FEATURE_DIFFERENCE = 1e-3  # natural-log energies; another FFT, the same recipe
POOLED_DIFFERENCE = 1e-3  # relative to the largest value of the output
TELEPHONE_MASK_FROM_BIN = 63
# Around the edges of the 100-step segments; a step is two frames.
FRAME_COUNTS = (3, 4, 5, 50, 98, 198, 199, 200, 201, 202, 203, 298, 399, 400, 401, 402, 611)


class Checks:
    failed = False

    def least(self, name, value, bound):
        self._report(name, value, bound, value >= bound, ">=")

    def most(self, name, value, bound):
        self._report(name, value, bound, value <= bound, "<=")

    def _report(self, name, value, bound, holds, relation):
        self.failed |= not holds
        verdict = "ok  " if holds else "FAIL"
        print(f"{verdict} {name}: {value:.12g} {relation} {bound}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=convert.DEFAULT_OUTPUT)
    arguments.add_argument("--weights", type=Path, default=convert.DEFAULT_WEIGHTS)
    arguments.add_argument("--reference", type=Path, default=REFERENCE)
    options = arguments.parse_args()

    session = _session(options.model)
    checks = Checks()
    _against_reference(session, options.reference, checks)
    _against_oracle(session, Oracle(weights.read(options.weights)), checks)
    _batches(session, checks)
    _silence(session, checks)
    sys.exit(1 if checks.failed else 0)


def _against_reference(session, path, checks):
    for case in json.loads(path.read_text())["cases"]:
        audio = path.parent / case["file"]
        name = audio.name
        assert hashlib.sha256(audio.read_bytes()).hexdigest() == case["fileSha256"], name
        features = fbank(audio)
        assert len(features) == case["frames"], name
        difference = max(
            np.abs(features[int(frame)] - np.array(expected)).max()
            for frame, expected in case["fbankFrame"].items()
        )
        checks.most(f"{name} features", difference, FEATURE_DIFFERENCE)
        features -= features.mean(axis=0)
        checks.least(f"{name}", cosine(embed(session, features), case["embedding"]), COSINE)
        features[:, TELEPHONE_MASK_FROM_BIN:] = 0
        masked = cosine(embed(session, features), case["embeddingTelephoneMask"])
        checks.least(f"{name} with telephone mask", masked, COSINE)


def _against_oracle(session, oracle, checks):
    for frames in FRAME_COUNTS:
        features = _noise(1, frames)
        actual = dict(zip(_names(session), session.run(None, {"features": features})))
        expected = oracle.outputs(features[0])
        for name in _names(session):
            found, wanted = actual[name][0], expected[name]
            if name == "embedding":
                checks.least(f"{frames} frames, {name}", cosine(found, wanted), COSINE)
            else:
                difference = np.abs(found - wanted).max() / np.abs(wanted).max()
                checks.most(f"{frames} frames, {name}", difference, POOLED_DIFFERENCE)


def _batches(session, checks):
    for frames in (98, 298, 500):
        features = _noise(5, frames)
        together = session.run(["embedding"], {"features": features})[0]
        alone = [embed(session, recording) for recording in features]
        worst = min(cosine(*pair) for pair in zip(together, alone))
        checks.least(f"{frames} frames, batch of 5 against one by one", worst, COSINE)


def _silence(session, checks):
    embedding = embed(session, np.zeros((campplus.MINIMUM_FRAMES, 80), dtype=np.float32))
    checks.least("fewest frames, all zero, finite values", np.isfinite(embedding).sum(), 192)


def fbank(path):
    """Natural-log mel energies [frames, 80] by the recipe of the model card."""
    with wave.open(str(path)) as audio:
        samples = np.frombuffer(audio.readframes(audio.getnframes()), "<i2") / np.float32(32768)
        return fbank_of(samples, audio.getframerate())


def fbank_of(samples, rate):
    """The same of samples in [-1, 1)."""
    options = kaldi_native_fbank.FbankOptions()
    options.frame_opts.samp_freq = rate
    options.frame_opts.dither = 0
    options.frame_opts.window_type = "povey"
    options.frame_opts.preemph_coeff = 0.97
    options.frame_opts.remove_dc_offset = True
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = 80
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = 8000
    options.use_energy = False
    extractor = kaldi_native_fbank.OnlineFbank(options)
    extractor.accept_waveform(rate, samples.tolist())
    extractor.input_finished()
    return np.stack([extractor.get_frame(i) for i in range(extractor.num_frames_ready)])


def embed(session, features):
    return session.run(["embedding"], {"features": features[None]})[0][0]


def cosine(a, b):
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def _session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])


def _names(session):
    return [output.name for output in session.get_outputs()]


def _noise(batch, frames):
    generator = np.random.default_rng(frames)
    return generator.standard_normal((batch, frames, 80), dtype=np.float32)


if __name__ == "__main__":
    main()
