"""Copies an ONNX speaker model and adds the metadata sherpa-onnx refuses to start without.

Write the copy to a build folder; it is never committed. sherpa-onnx fetches every output and uses
the first, so the copy keeps only that one and the nodes it needs.
"""

import argparse
from pathlib import Path

import onnx

METADATA = {
    "framework": "3d-speaker",
    "language": "Chinese-English",
    "output_dim": "192",
    "sample_rate": "16000",
    "normalize_samples": "1",  # samples in [-1, 1)
    "feature_normalize_type": "global-mean",
    "comment": "Voxward speed comparison",
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", type=Path)
    arguments.add_argument("output", type=Path)
    options = arguments.parse_args()
    model = onnx.load(options.model)
    _keep_only_first_output(model.graph)
    present = {entry.key: entry.value for entry in model.metadata_props}
    onnx.helper.set_model_props(model, {**present, **METADATA})
    options.output.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, options.output)


def _keep_only_first_output(graph):
    del graph.output[1:]
    needed = {graph.output[0].name}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del graph.node[:]
    graph.node.extend(reversed(kept))


if __name__ == "__main__":
    main()
