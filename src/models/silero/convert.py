"""Writes the published Silero VAD as the network the product carries."""

import argparse
import hashlib
from pathlib import Path

import onnx

import silero

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
SHA256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"
DEFAULT_PUBLISHED = REPOSITORY / "target/silero/silero_vad/data/silero_vad.onnx"
DEFAULT_OUTPUT = REPOSITORY / "src/main/resources/models/silero-vad/model.onnx"


def read(path):
    """The published model; another file than that one is refused."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{path} is not the published silero_vad.onnx of silero-vad 6.2.3")
    return onnx.load_from_string(content)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--published", type=Path, default=DEFAULT_PUBLISHED)
    arguments.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    options = arguments.parse_args()
    model = silero.build(read(options.published))
    onnx.checker.check_model(model, full_check=True)
    content = model.SerializeToString(deterministic=True)
    options.output.write_bytes(content)
    print(f"{options.output}: {len(model.graph.node)} nodes, {len(content)} bytes")
    print(f"sha256={hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
