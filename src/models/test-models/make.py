"""Makes the tiny networks that the tests of the engine load: same inputs and outputs as real speaker
models, a few numbers inside, so that the right answer can be worked out by hand.

Run: python make.py ../../test/resources/test-models   (needs onnx==1.23.2 and numpy)
"""

import hashlib
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

BINS = 80
DIMENSION = 4

CARD = """\
id={id}
file=model.onnx
sha256={sha256}
dimension=4
input.name={input}
input.layout={layout}
output.name={output}
minimumFrames=3
frontEnd=kaldi-fbank
frontEnd.sampleRate=16000
frontEnd.scale=32768
frontEnd.frameLengthMs=25
frontEnd.frameShiftMs=10
frontEnd.window=hamming
frontEnd.preemphasis=0.97
frontEnd.removeDcOffset=true
frontEnd.snipEdges=true
frontEnd.melBins=80
frontEnd.lowFreq=20
frontEnd.highFreq=8000
frontEnd.meanNormalisation=true
licence=Apache-2.0
origin=made by src/models/test-models/make.py
"""


def model(layout, input_name, output_name):
    """The mean over time of bins 0..3."""
    frames_first = layout == "BTF"
    shape = ["batch", "frames", BINS] if frames_first else ["batch", BINS, "frames"]
    pick = np.zeros((BINS, DIMENSION), dtype=np.float32)
    for i in range(DIMENSION):
        pick[i, i] = 1
    nodes = [
        helper.make_node("ReduceMean", [input_name], ["mean"], axes=[1 if frames_first else 2], keepdims=0),
        helper.make_node("MatMul", ["mean", "pick"], [output_name]),
    ]
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info(input_name, TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(output_name, TensorProto.FLOAT, ["batch", DIMENSION])],
        [numpy_helper.from_array(pick, "pick")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made.SerializeToString()


def main(target):
    for folder, layout, input_name, output_name in [
        ("frames-first", "BTF", "feats", "embs"),
        ("bins-first", "BFT", "x", "embedding"),
    ]:
        path = pathlib.Path(target) / folder
        path.mkdir(parents=True, exist_ok=True)
        content = model(layout, input_name, output_name)
        (path / "model.onnx").write_bytes(content)
        (path / "card.properties").write_text(
            CARD.format(
                id="test-" + folder,
                sha256=hashlib.sha256(content).hexdigest(),
                input=input_name,
                layout=layout,
                output=output_name,
            )
        )


if __name__ == "__main__":
    main(sys.argv[1])
