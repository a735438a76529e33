"""A small builder of ONNX graphs for tensors of the layout [batch, channel, height, width]."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

OPSET = 19
IR_VERSION = 9


class Graph:
    """Collects nodes and constants; every method adds one node and returns its output's name."""

    def __init__(self):
        self._nodes = []
        self._constants = []
        self._shapes = []
        self._outputs = []

    def constant(self, values, dtype=np.float32):
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.asarray(values, dtype=dtype), name))
        return name

    def integers(self, *values):
        return self.constant(values, np.int64)

    def add(self, operator, *inputs, shape=None, **attributes):
        name = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        if shape is not None:
            self._shapes.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def convolution(self, source, weight, bias=None, relu=False, shape=None, **attributes):
        inputs = [source, self.constant(weight)]
        if bias is not None:
            inputs.append(self.constant(bias))
        kernel = list(weight.shape[2:])
        result = self.add("Conv", *inputs, shape=shape, kernel_shape=kernel, **attributes)
        return self.add("Relu", result, shape=shape) if relu else result

    def output(self, name, source, width):
        """Publishes ``source``, which must come from the newest node, as the output ``name``."""
        node = self._nodes[-1]
        assert list(node.output) == [source]
        node.output[0] = name
        shape = ["batch", width]
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def model(self, name, **properties):
        features = helper.make_tensor_value_info(
            "features", TensorProto.FLOAT, ["batch", "frames", 80]
        )
        graph = helper.make_graph(
            self._nodes, name, [features], self._outputs, self._constants, value_info=self._shapes
        )
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
        )
        model.producer_name = "voxward"
        helper.set_model_props(model, properties)
        return model
