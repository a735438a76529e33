"""The CAM++ speaker network, written node by node from its weights.

``build`` gives the graph the product runs. It computes what the published network computes, with
less work around the arithmetic:

* Every batch norm that follows a convolution is folded into it. The two that open a layer stand
  before a ReLU and cannot be folded through it; they become one depthwise 1x1 convolution each,
  which ONNX Runtime runs together with its ReLU in one pass in its blocked layout.
* One-dimensional layers are two-dimensional ones of height 1: the blocked kernels of ONNX Runtime
  exist for two dimensions only.
* The context gate is computed once per segment of 100 steps. Its first linear layer runs before
  the spread, and one small matrix product then adds the whole-recording mean and spreads the
  segments over time; the published network computes the same values at every step.
* Widths are annotated with one name ("steps"), so that ONNX Runtime sees that gate and layer have
  the same shape and leaves both in the blocked layout.
* Late layers of a dense block do not copy all channels before them: the input of a 1x1 convolution
  is cut into groups of channels, and their products are summed inside the convolution kernel.

``build_plain`` is the same network as a straightforward export writes it: the oracle for the fast
graph and the fair opponent in speed comparisons.
"""

import numpy as np
from onnx import TensorProto

from graph import Graph

DIMENSION = 192
MINIMUM_FRAMES = 3  # two steps after the stride of 2: the fewest with a standard deviation

MEL_BINS = 80
HEAD_CHANNELS = 320
SEGMENT_STEPS = 100
GROWTH = 32
BLOCKS = ((12, 1), (24, 2), (16, 2))  # layers, dilation

SPLIT_FROM_CHANNELS = 640  # below this a plain concatenation is cheaper; measured
SPLIT_LAYERS = 12  # layers whose new channels form one group

_EPSILON = 1e-5
_SAME = [1, 1, 1, 1]


def scale_and_shift(weights, prefix):
    """The batch norm at ``prefix`` as y = scale * x + shift."""
    variance = weights[prefix + ".running_var"]
    scale = weights.get(prefix + ".weight", 1.0) / np.sqrt(variance + _EPSILON)
    return scale, weights.get(prefix + ".bias", 0.0) - weights[prefix + ".running_mean"] * scale


def build(weights):
    return _FastNetwork(weights).model()


def build_plain(weights):
    return _PlainNetwork(weights).model()


class _Network:
    """What both graphs share: the two-dimensional head and the order of the layers."""

    variant = None

    def __init__(self, weights):
        self.weights = weights
        self.graph = Graph()

    def model(self):
        head = self._head()
        steps = self._time_delay_layer(head)
        transitions = []
        for number, (layers, dilation) in enumerate(BLOCKS, start=1):
            pieces = self._dense_block(steps, number, layers, dilation)
            steps = self._transition(pieces, number)
            transitions.append(steps)
        self._embedding(steps)
        self._pooled_outputs(head, transitions)
        return self.graph.model("campplus", variant=self.variant)

    def _head(self):
        bins_by_frames = self.graph.add("Transpose", "features", perm=[0, 2, 1])
        x = self.graph.add("Unsqueeze", bins_by_frames, self.graph.integers(1))
        x = self._folded(x, "head.conv1", "head.bn1", relu=True, pads=_SAME)
        for group in (1, 2):
            for index in (0, 1):
                x = self._residual_block(x, f"head.layer{group}.{index}", halve=index == 0)
        return self._folded(x, "head.conv2", "head.bn2", relu=True, pads=_SAME, strides=[2, 1])

    def _residual_block(self, x, name, halve):
        strides = [2, 1] if halve else [1, 1]
        y = self._folded(
            x, name + ".conv1", name + ".bn1", relu=True, pads=_SAME, strides=strides
        )
        y = self._folded(y, name + ".conv2", name + ".bn2", pads=_SAME)
        if halve:
            x = self._folded(x, name + ".shortcut.0", name + ".shortcut.1", strides=strides)
        return self.graph.add("Relu", self.graph.add("Add", y, x))

    def _folded(self, x, convolution, norm, relu=False, **attributes):
        """A convolution with the batch norm after it folded into its weights."""
        scale, shift = scale_and_shift(self.weights, norm)
        weight = self.weights[convolution + ".weight"]
        weight = weight * scale.reshape([-1] + [1] * (weight.ndim - 1))
        return self.graph.convolution(x, weight, shift, relu, **attributes)

    def _pooled_outputs(self, head, transitions):
        pass

    def _mean_and_deviation(self, x):
        """Mean and unbiased standard deviation over time, [batch, 2 * channels]."""
        graph, time = self.graph, self.graph.integers(3)
        mean = graph.add("ReduceMean", x, time, keepdims=1)
        difference = graph.add("Sub", x, mean)
        square = graph.add("Mul", difference, difference)
        total = graph.add("ReduceSum", square, time, keepdims=1)
        count = graph.add("Cast", graph.add("Shape", x, start=3, end=4), to=TensorProto.FLOAT)
        freedom = graph.add("Sub", count, graph.constant(1.0))
        deviation = graph.add("Sqrt", graph.add("Div", total, freedom))
        return graph.add(
            "Concat", graph.add("Flatten", mean), graph.add("Flatten", deviation), axis=1
        )


class _FastNetwork(_Network):
    variant = "fast"

    def __init__(self, weights):
        super().__init__(weights)
        self._groups = {}

    def _time_delay_layer(self, head):
        scale, shift = scale_and_shift(self.weights, "xvector.tdnn.nonlinear.batchnorm")
        weight = self.weights["xvector.tdnn.linear.weight"] * scale[:, None, None]
        flat = self._flat_head(head)
        steps = self.graph.convolution(
            flat,
            weight[:, :, None, :],
            shift,
            relu=True,
            shape=_steps(len(weight)),
            pads=[0, 2, 0, 2],
            strides=[1, 2],
        )
        self._spread = self._spread_matrix(steps)
        return steps

    def _flat_head(self, head):
        return self.graph.add("Reshape", head, self.graph.integers(0, HEAD_CHANNELS, 1, -1))

    def _spread_matrix(self, steps):
        """[segments, steps]: column t adds segment t // 100 to the mean over all steps.

        A segment's share of the whole mean is its length over the number of steps, which also
        holds for a short last segment.
        """
        graph = self.graph
        zero, one = graph.constant(0, np.int64), graph.constant(1, np.int64)
        length = graph.constant(SEGMENT_STEPS, np.int64)
        count = graph.add("Squeeze", graph.add("Shape", steps, start=3, end=4))
        segment_of_step = graph.add("Div", graph.add("Range", zero, count, one), length)
        rounded_up = graph.add("Add", count, graph.constant(SEGMENT_STEPS - 1, np.int64))
        segments = graph.add("Range", zero, graph.add("Div", rounded_up, length), one)
        belongs = graph.add(
            "Equal", graph.add("Unsqueeze", segments, graph.integers(1)), segment_of_step
        )
        membership = graph.add("Cast", belongs, to=TensorProto.FLOAT)
        lengths = graph.add("ReduceSum", membership, graph.integers(1), keepdims=1)
        shares = graph.add("Div", lengths, graph.add("Cast", count, to=TensorProto.FLOAT))
        return graph.add("Add", membership, shares)

    def _dense_block(self, steps, number, layers, dilation):
        pieces = [steps]
        for layer in range(1, layers + 1):
            name = f"xvector.block{number}.tdnnd{layer}"
            bottleneck = self._activated_linear(
                pieces,
                name + ".nonlinear1.batchnorm",
                name + ".linear1",
                name + ".nonlinear2.batchnorm",
            )
            pieces.append(self._gated(bottleneck, name + ".cam_layer", dilation))
        return pieces

    def _gated(self, x, name, dilation):
        graph, weights = self.graph, self.weights
        local = graph.convolution(
            x,
            weights[name + ".linear_local.weight"][:, :, None, :],
            shape=_steps(GROWTH),
            pads=[0, dilation, 0, dilation],
            dilations=[1, dilation],
        )
        segment_means = graph.add(
            "AveragePool",
            x,
            kernel_shape=[1, SEGMENT_STEPS],
            strides=[1, SEGMENT_STEPS],
            ceil_mode=1,
            count_include_pad=0,
        )
        # The columns of the spread matrix sum to 2, the bias must arrive once; the mean of the
        # segments' shares is 1 and so is the membership: half the bias each.
        hidden = weights[name + ".linear1.weight"][..., None]
        context = graph.convolution(segment_means, hidden, weights[name + ".linear1.bias"] / 2)
        context = graph.add("MatMul", context, self._spread, shape=_steps(len(hidden)))
        context = graph.add("Relu", context, shape=_steps(len(hidden)))
        context = graph.convolution(
            context,
            weights[name + ".linear2.weight"][..., None],
            weights[name + ".linear2.bias"],
            shape=_steps(GROWTH),
        )
        gate = graph.add("Sigmoid", context, shape=_steps(GROWTH))
        return graph.add("Mul", local, gate, shape=_steps(GROWTH))

    def _transition(self, pieces, number):
        name = f"xvector.transit{number}"
        last = number == len(BLOCKS)
        return self._activated_linear(
            pieces,
            name + ".nonlinear.batchnorm",
            name + ".linear",
            "xvector.out_nonlinear.batchnorm" if last else None,
        )

    def _activated_linear(self, pieces, norm_before, linear, norm_after):
        """Batch norm, ReLU and a 1x1 convolution over the pieces, then, if named, norm and ReLU."""
        scale, shift = scale_and_shift(self.weights, norm_before)
        weight = self.weights[linear + ".weight"][:, :, 0]
        bias = np.zeros(len(weight))
        if norm_after is not None:
            factor, bias = scale_and_shift(self.weights, norm_after)
            weight = weight * factor[:, None]
        shape = _steps(len(weight))
        total, start = None, 0
        for group in self._grouped(pieces, weight.shape[1]):
            end = start + self._channels(group, pieces, weight.shape[1])
            activated = self.graph.convolution(
                self._joined(group, end - start),
                scale[start:end, None, None, None],
                shift[start:end],
                relu=True,
                shape=_steps(end - start),
                group=end - start,
            )
            product = self.graph.convolution(
                activated,
                weight[:, start:end, None, None],
                bias if start == 0 else None,
                shape=shape,
            )
            total = product if start == 0 else self.graph.add("Add", total, product, shape=shape)
            start = end
        return total if norm_after is None else self.graph.add("Relu", total, shape=shape)

    @staticmethod
    def _grouped(pieces, channels):
        if channels < SPLIT_FROM_CHANNELS:
            return [pieces]
        grown = pieces[1:]
        cuts = range(0, len(grown), SPLIT_LAYERS)
        return [pieces[:1]] + [grown[cut : cut + SPLIT_LAYERS] for cut in cuts]

    @staticmethod
    def _channels(group, pieces, channels):
        holds_base = group[0] == pieces[0]
        grown = GROWTH * (len(group) - holds_base)
        return grown + holds_base * (channels - GROWTH * (len(pieces) - 1))

    def _joined(self, group, channels):
        if len(group) == 1:
            return group[0]
        key = tuple(group)
        if key not in self._groups:
            self._groups[key] = self.graph.add("Concat", *group, shape=_steps(channels), axis=1)
        return self._groups[key]

    def _embedding(self, steps):
        scale, shift = scale_and_shift(self.weights, "xvector.dense.nonlinear.batchnorm")
        weight = self.weights["xvector.dense.linear.weight"][:, :, 0] * scale[:, None]
        pooled = self._mean_and_deviation(steps)
        result = self.graph.add(
            "Gemm", pooled, self.graph.constant(weight.T), self.graph.constant(shift)
        )
        self.graph.output("embedding", result, DIMENSION)

    def _pooled_outputs(self, head, transitions):
        sources = {
            "pooled_head": (self._flat_head(head), HEAD_CHANNELS),
            "pooled_transit1": (transitions[0], 256),
            "pooled_transit2": (transitions[1], 512),
        }
        for name, (source, channels) in sources.items():
            self.graph.output(name, self._mean_and_deviation(source), 2 * channels)


class _PlainNetwork(_Network):
    """As an exporter writes it: one concatenation per layer, the gate computed at every step."""

    variant = "plain"

    def _time_delay_layer(self, head):
        flat = self.graph.add("Reshape", head, self.graph.integers(0, HEAD_CHANNELS, -1))
        return self._folded(
            flat,
            "xvector.tdnn.linear",
            "xvector.tdnn.nonlinear.batchnorm",
            relu=True,
            pads=[2, 2],
            strides=[2],
        )

    def _dense_block(self, steps, number, layers, dilation):
        for layer in range(1, layers + 1):
            name = f"xvector.block{number}.tdnnd{layer}"
            x = self._activated(steps, name + ".nonlinear1.batchnorm")
            x = self._folded(x, name + ".linear1", name + ".nonlinear2.batchnorm", relu=True)
            new = self._gated(x, name + ".cam_layer", dilation)
            steps = self.graph.add("Concat", steps, new, axis=1)
        return steps

    def _activated(self, x, norm):
        names = (".weight", ".bias", ".running_mean", ".running_var")
        constants = [self.graph.constant(self.weights[norm + name]) for name in names]
        return self.graph.add(
            "Relu", self.graph.add("BatchNormalization", x, *constants, epsilon=_EPSILON)
        )

    def _linear(self, x, name, **attributes):
        bias = self.weights.get(name + ".bias")
        return self.graph.convolution(x, self.weights[name + ".weight"], bias, **attributes)

    def _gated(self, x, name, dilation):
        graph = self.graph
        local = self._linear(
            x, name + ".linear_local", pads=[dilation, dilation], dilations=[dilation]
        )
        mean = graph.add("ReduceMean", x, graph.integers(2), keepdims=1)
        context = graph.add("Add", mean, self._segment_means_at_every_step(x))
        context = self._linear(context, name + ".linear1", relu=True)
        gate = graph.add("Sigmoid", self._linear(context, name + ".linear2"))
        return graph.add("Mul", local, gate)

    def _segment_means_at_every_step(self, x):
        graph = self.graph
        means = graph.add(
            "AveragePool",
            x,
            kernel_shape=[SEGMENT_STEPS],
            strides=[SEGMENT_STEPS],
            ceil_mode=1,
            count_include_pad=0,
        )
        repeated = graph.add(
            "Expand",
            graph.add("Unsqueeze", means, graph.integers(3)),
            graph.add(
                "Concat", graph.add("Shape", means), graph.integers(SEGMENT_STEPS), axis=0
            ),
        )
        rows = graph.add("Shape", means, start=0, end=2)
        flat = graph.add("Concat", rows, graph.integers(-1), axis=0)
        steps = graph.add("Shape", x, start=2, end=3)
        return graph.add(
            "Slice",
            graph.add("Reshape", repeated, flat),
            graph.integers(0),
            steps,
            graph.integers(2),
        )

    def _transition(self, steps, number):
        name = f"xvector.transit{number}"
        return self._linear(self._activated(steps, name + ".nonlinear.batchnorm"), name + ".linear")

    def _embedding(self, steps):
        graph = self.graph
        x = self._activated(steps, "xvector.out_nonlinear.batchnorm")
        pooled = self._mean_and_deviation(graph.add("Unsqueeze", x, graph.integers(2)))
        column = graph.add("Unsqueeze", pooled, graph.integers(2))
        dense = self._folded(column, "xvector.dense.linear", "xvector.dense.nonlinear.batchnorm")
        result = graph.add("Squeeze", dense, graph.integers(2))
        graph.output("embedding", result, DIMENSION)


def _steps(channels):
    return ["batch", channels, 1, "steps"]
