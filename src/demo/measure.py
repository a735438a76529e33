#!/usr/bin/env python3
"""Measures the clips of the demo: net speech of each, and who is taken for whom.

    python3 -m venv .venv && .venv/bin/pip install numpy scipy onnxruntime kaldi-native-fbank soundfile
    .venv/bin/python src/demo/measure.py --vad silero_vad.onnx --model model.onnx [--update]

--vad is Silero VAD, --model the speaker model with fbank frames [1, frames, 80] in and the embedding as its
first output: the files the program itself carries. --update writes speech.tsv; run make_clips.py after it.
"""
import argparse
import pathlib

import kaldi_native_fbank as kaldi
import numpy as np
import onnxruntime
import soundfile
from scipy.signal import resample_poly

HERE = pathlib.Path(__file__).resolve().parent
RATE, WINDOW, CONTEXT = 8000, 256, 32
FIRST_MASKED_BIN = 63


def speech_windows(vad, samples):
    """Which windows of 32 ms hold speech: probability 0.5, one window of padding."""
    state, context, found = np.zeros((2, 1, 128), np.float32), np.zeros(CONTEXT, np.float32), []
    for start in range(0, len(samples) - WINDOW + 1, WINDOW):
        window = samples[start:start + WINDOW]
        probability, state = vad.run(None, {"input": np.concatenate([context, window])[None], "state": state,
                                            "sr": np.array(RATE, np.int64)})
        context = window[-CONTEXT:]
        found.append(probability[0, 0] >= 0.5)
    found = np.array(found, bool)
    padded = found.copy()
    padded[1:] |= found[:-1]
    padded[:-1] |= found[1:]
    return padded


def fbank(samples):
    options = kaldi.FbankOptions()
    options.frame_opts.samp_freq = 2 * RATE
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = 80
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = RATE
    bank = kaldi.OnlineFbank(options)
    wide = resample_poly(samples, 2, 1, window=("kaiser", 12.0))
    bank.accept_waveform(2 * RATE, wide.tolist())
    bank.input_finished()
    return np.stack([bank.get_frame(i) for i in range(bank.num_frames_ready)])


def embedding(model, samples, windows):
    """Frames of speech only, their mean subtracted, the bins above the telephone band masked."""
    frames = fbank(samples)
    middle = np.arange(len(frames)) * RATE // 100 + RATE // 80
    frames = frames[windows[np.minimum(middle // WINDOW, len(windows) - 1)]]
    frames = frames - frames.mean(0)
    frames[:, FIRST_MASKED_BIN:] = 0
    out = model.run(None, {model.get_inputs()[0].name: frames[None].astype(np.float32)})[0].ravel()
    return out / np.linalg.norm(out)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--vad", required=True)
    options.add_argument("--model", required=True)
    options.add_argument("--clips", type=pathlib.Path, default=HERE.parent / "main/resources/demo")
    options.add_argument("--update", action="store_true")
    options = options.parse_args()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    vad, model = (onnxruntime.InferenceSession(m, settings) for m in (options.vad, options.model))

    rows = [l.split("\t") for l in (HERE / "clips.tsv").read_text(encoding="utf-8").splitlines() if l[:1] != "#"]
    speech, vectors = {}, {}
    for name, *_ in rows:
        samples, rate = soundfile.read(options.clips / (name + ".flac"), dtype="float32")
        assert rate == RATE
        windows = speech_windows(vad, samples)
        speech[name] = windows.sum() * WINDOW / RATE
        if speech[name] > 0.5:
            vectors[name] = embedding(model, samples, windows)
    if options.update:
        (HERE / "speech.tsv").write_text(
            "# id\tseconds of speech, written by measure.py\n"
            + "".join(f"{n}\t{s:.2f}\n" for n, s in speech.items()), encoding="utf-8")

    people = list(dict.fromkeys(r[1] for r in rows if r[3] == "enrol"))
    prints = {}
    for person in people:
        names = [r[0] for r in rows if r[1] == person and r[3] == "enrol"]
        each = np.stack([vectors[n] for n in names])
        agree = (each @ each.T)[np.triu_indices(len(names), 1)].min()
        weights = np.array([speech[n] for n in names])
        prints[person] = each.T @ weights
        prints[person] /= np.linalg.norm(prints[person])
        print(f"{person}: {len(names)} enrolment clips, {weights.sum():.1f} s of speech, "
              f"least pairwise cosine {agree:.2f}")
    print("\n" + f"{'clip':16}{'speech':>7} " + "".join(f"{p:>9}" for p in people))
    own, other = [], []
    for name, person, _, role, *_ in rows:
        if role == "enrol":
            continue
        line = f"{name:16}{speech[name]:7.2f} "
        for p in people:
            score = float(vectors[name] @ prints[p]) if name in vectors else None
            line += f"{'-' if score is None else f'{score:.2f}':>9}"
            if score is not None and role != "short":
                (own if p == person else other).append(score)
        print(line)
    print(f"\nsame person {min(own):.2f} to {max(own):.2f}; other people {min(other):.2f} to {max(other):.2f}")


if __name__ == "__main__":
    main()
