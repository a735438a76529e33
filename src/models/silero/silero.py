"""The network of Silero VAD 6.2 for one sample rate, written down without what does not vary.

The published file holds one network for each rate behind a switch, decides at each run how many
dimensions its input has, reorders its weights anew, and convolves windows of four frames one by
one. Here all of it is products of matrices over all windows of a batch.
"""

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

UNITS = 128
FRAMES = 4


@dataclass(frozen=True)
class Rate:
    """A sample rate the network knows; lengths in samples."""

    name: str
    hertz: int
    branch: str
    window: int
    context: int
    filter: int

    @property
    def hop(self):
        return self.filter // 2

    @property
    def bins(self):
        return self.filter // 2 + 1


RATES = (
    Rate("8k", 8000, "else_branch", 256, 32, 128),
    Rate("16k", 16000, "then_branch", 512, 64, 256),
)


def weights(published, rate):
    """The named weights of one rate in the published model."""
    switch = next(node for node in published.graph.node if node.op_type == "If")
    branch = next(a.g for a in switch.attribute if a.name == rate.branch)
    found = {}
    for node in branch.node:
        if node.op_type == "Constant":
            name = node.output[0].split("_Inline_0__")[-1]
            found[name] = numpy_helper.to_array(node.attribute[0].t)
    return found


class Builder:
    """Gathers nodes and constants under names of their own."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.nodes = []
        self.constants = []

    def constant(self, array):
        name = f"{self.prefix}.c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def whole(self, *numbers):
        return self.constant(np.array(numbers, np.int64))

    def node(self, kind, *inputs, to=None, results=1, **attributes):
        names = [to] if to else [f"{self.prefix}.n{len(self.nodes)}.{i}" for i in range(results)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if len(names) == 1 else names

    def frames(self, tensor, first, end):
        return self.node("Slice", tensor, self.whole(first), self.whole(end), self.whole(1))

    def dense(self, tensor, weight, bias):
        product = self.node("MatMul", tensor, self.constant(weight))
        return self.node("Relu", self.node("Add", product, self.constant(bias)))


def taps(convolution, which):
    """A convolution's weight [out, in, taps] as one matrix [taps * in, out]."""
    return np.concatenate([convolution[:, :, tap].T for tap in which], axis=0)


def spectrum(b, rate, w):
    """Magnitudes [batch, 4, bins] of the window, mirrored at its end by half a hop."""
    heard = rate.window + rate.context
    mirrored = [*range(heard), *(heard - 2 - i for i in range(rate.hop))]
    mirrored = mirrored[: (FRAMES + 1) * rate.hop]
    sound = b.node("Gather", "input", b.whole(*mirrored), axis=1)
    hops = b.node("Reshape", sound, b.whole(-1, FRAMES + 1, rate.hop))
    framed = b.node("Concat", b.frames(hops, 0, FRAMES), b.frames(hops, 1, FRAMES + 1), axis=2)
    basis = w["stft.forward_basis_buffer"][:, 0, :]
    squares = []
    for part in (basis[: rate.bins], basis[rate.bins :]):
        projected = b.node("MatMul", framed, b.constant(part.T))
        squares.append(b.node("Mul", projected, projected))
    return b.node("Sqrt", b.node("Add", *squares))


def encoder(b, magnitudes, w):
    """Four convolutions of three taps; what they reach beyond the four frames is zero."""
    kernel = [w[f"encoder.{i}.reparam_conv.weight"] for i in range(4)]
    bias = [w[f"encoder.{i}.reparam_conv.bias"] for i in range(4)]
    padded = b.node("Pad", magnitudes, b.whole(0, 1, 0, 0, 1, 0))
    three = [b.frames(padded, tap, tap + FRAMES) for tap in range(3)]
    first = b.dense(b.node("Concat", *three, axis=2), taps(kernel[0], (0, 1, 2)), bias[0])
    padded = b.node("Pad", first, b.whole(0, 1, 0, 0, 0, 0))
    flat = b.whole(-1, 1, 3 * UNITS)
    pair = [b.node("Reshape", b.frames(padded, at, at + 3), flat) for at in (0, 2)]
    second = b.dense(b.node("Concat", *pair, axis=1), taps(kernel[1], (0, 1, 2)), bias[1])
    third_in = b.node("Reshape", second, b.whole(-1, 2 * kernel[1].shape[0]))
    third = b.dense(third_in, taps(kernel[2], (1, 2)), bias[2])
    return b.dense(third, taps(kernel[3], (1,)), bias[3])


def decoder(b, heard, rate, w):
    """One step of the LSTM (gates in PyTorch's order: in, forget, cell, out) and the answer."""
    halves = b.node("Split", "state", b.whole(1, 1), results=2, axis=0)
    hidden, cell = (b.node("Squeeze", half, b.whole(0)) for half in halves)
    weight = np.concatenate([w["decoder.rnn.weight_ih"].T, w["decoder.rnn.weight_hh"].T])
    both = b.node("Concat", heard, hidden, axis=1)
    bias = b.constant(w["decoder.rnn.bias_ih"] + w["decoder.rnn.bias_hh"])
    gates = b.node("Gemm", both, b.constant(weight), bias)
    into, keep, fresh, out = b.node("Split", gates, b.whole(*[UNITS] * 4), results=4, axis=1)
    kept = b.node("Mul", b.node("Sigmoid", keep), cell)
    added = b.node("Mul", b.node("Sigmoid", into), b.node("Tanh", fresh))
    cell = b.node("Add", kept, added)
    hidden = b.node("Mul", b.node("Sigmoid", out), b.node("Tanh", cell))
    state = [b.node("Unsqueeze", part, b.whole(0)) for part in (hidden, cell)]
    b.node("Concat", *state, to=f"state{rate.name}", axis=0)
    last = b.constant(w["decoder.decoder.2.weight"].reshape(UNITS, 1))
    answer = b.node("Gemm", b.node("Relu", hidden), last, b.constant(w["decoder.decoder.2.bias"]))
    b.node("Sigmoid", answer, to=f"speech{rate.name}")


def build(published):
    """Both rates in one file, each with outputs of its own; the inputs are shared."""
    nodes, constants, outputs = [], [], []
    for rate in RATES:
        b = Builder(rate.name)
        w = weights(published, rate)
        decoder(b, encoder(b, spectrum(b, rate, w), w), rate, w)
        nodes += b.nodes
        constants += b.constants
        outputs.append(value(f"speech{rate.name}", ["batch", 1]))
        outputs.append(value(f"state{rate.name}", [2, "batch", UNITS]))
    inputs = [value("input", ["batch", "samples"]), value("state", [2, "batch", UNITS])]
    graph = helper.make_graph(nodes, "silero-vad", inputs, outputs, constants)
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8)


def value(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
