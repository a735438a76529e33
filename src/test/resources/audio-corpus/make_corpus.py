#!/usr/bin/env python3
"""Makes the FLAC files of this folder with the reference encoder (the `flac` command line tool).

The sound is made of integers alone, so that the tests can make the same again: see Corpus.java.
Usage: make_corpus.py FOLDER
"""
import struct
import subprocess
import sys
from pathlib import Path

LENGTH = 2500


def sample(i: int, channel: int, bits: int) -> int:
    """A triangle with a little noise, `bits` wide; the second channel is another one."""
    period = 97 + 40 * channel
    triangle = abs((i * 65536 // period) % 131072 - 65536) - 32768
    noise = ((i * 1103515245 + 12345 + channel * 7919) >> 8) % 2048 - 1024
    return ((triangle * 3 // 4 + noise) * 256 + i * 69069 % 256) >> (24 - bits)


def raw(channels: int, bits: int, make=sample) -> bytes:
    out = bytearray()
    for i in range(LENGTH):
        for channel in range(channels):
            out += struct.pack("<i", make(i, channel, bits))[: bits // 8]
    return bytes(out)


def silence_then_loud(i: int, channel: int, bits: int) -> int:
    return 0 if i < 1500 else sample(i, channel, bits)


def multiples_of_16(i: int, channel: int, bits: int) -> int:
    return sample(i, channel, bits) & ~15


def encode(folder: Path, name: str, rate: int, channels: int, bits: int, *options: str, make=sample):
    subprocess.run(
        ["flac", "--silent", "--force", "--force-raw-format", "--endian=little", "--sign=signed",
         f"--channels={channels}", f"--bps={bits}", f"--sample-rate={rate}", *options,
         "-o", str(folder / name), "-"],
        input=raw(channels, bits, make), check=True)


def main():
    folder = Path(sys.argv[1])
    encode(folder, "mono-8000-16.flac", 8000, 1, 16, "-5", "-P", "64")
    encode(folder, "mono-8000-8.flac", 8000, 1, 8, "-5", "--no-padding")
    encode(folder, "mono-16000-24.flac", 16000, 1, 24, "-8", "--no-padding")
    encode(folder, "stereo-44100-16.flac", 44100, 2, 16, "-8", "--no-padding", "-p")
    encode(folder, "stereo-48000-24.flac", 48000, 2, 24, "-8", "--no-padding")
    encode(folder, "mono-8000-fixed.flac", 8000, 1, 16, "-0", "--no-padding", "-b", "576")
    encode(folder, "mono-8000-blocks.flac", 8000, 1, 16, "-5", "--no-padding", "-b", "1000")
    encode(folder, "mono-8000-silence.flac", 8000, 1, 16, "-5", "--no-padding", "-b", "500",
           make=silence_then_loud)
    encode(folder, "mono-8000-wasted.flac", 8000, 1, 16, "-5", "--no-padding",
           make=multiples_of_16)
    encode(folder, "mono-11025-tags.flac", 11025, 1, 16, "-5", "-T", "TITLE=a tag", "-P", "100",
           "-S", "0.1s")


if __name__ == "__main__":
    main()
