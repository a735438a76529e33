"""The CAM++ network in plain NumPy and float64: slow, and easy to hold against the paper.

It shares nothing with the graph builder but the weights. Segments are averaged in a loop over
slices, so the last, short one is averaged over exactly the steps it has.
"""

import numpy as np

_EPSILON = 1e-5


class Oracle:
    def __init__(self, weights):
        self._weights = weights

    def outputs(self, features):
        """All outputs for one recording, features [frames, 80], by output name."""
        head = self._head(features.T[None].astype(np.float64))
        steps = head.reshape(-1, head.shape[2])
        steps = _relu(
            self._norm(
                _convolve_1d(steps, self._weights["xvector.tdnn.linear.weight"], stride=2),
                "xvector.tdnn.nonlinear.batchnorm",
            )
        )
        result = {"pooled_head": _pool(head.reshape(-1, head.shape[2]))}
        for number, (layers, dilation) in enumerate(((12, 1), (24, 2), (16, 2)), start=1):
            for layer in range(1, layers + 1):
                steps = self._dense_layer(steps, f"xvector.block{number}.tdnnd{layer}", dilation)
            name = f"xvector.transit{number}"
            activated = _relu(self._norm(steps, name + ".nonlinear.batchnorm"))
            steps = self._weights[name + ".linear.weight"][:, :, 0] @ activated
            result[f"pooled_transit{number}"] = _pool(steps)
        del result["pooled_transit3"]
        pooled = _pool(_relu(self._norm(steps, "xvector.out_nonlinear.batchnorm")))
        dense = self._weights["xvector.dense.linear.weight"][:, :, 0] @ pooled
        result["embedding"] = self._norm(dense, "xvector.dense.nonlinear.batchnorm")
        return result

    def _head(self, x):
        x = _relu(self._convolved(x, "head.conv1", "head.bn1"))
        for name in ("layer1.0", "layer1.1", "layer2.0", "layer2.1"):
            block = "head." + name
            stride = 2 if name.endswith("0") else 1
            y = _relu(self._convolved(x, block + ".conv1", block + ".bn1", stride))
            y = self._convolved(y, block + ".conv2", block + ".bn2")
            if stride == 2:
                shortcut = self._weights[block + ".shortcut.0.weight"][:, :, 0, 0]
                x = np.einsum("oi,ift->oft", shortcut, x[:, ::2])
                x = self._norm(x, block + ".shortcut.1")
            x = _relu(y + x)
        return _relu(self._convolved(x, "head.conv2", "head.bn2", 2))

    def _convolved(self, x, convolution, norm, stride=1):
        return self._norm(_convolve_2d(x, self._weights[convolution + ".weight"], stride), norm)

    def _dense_layer(self, steps, name, dilation):
        weights = self._weights
        x = _relu(self._norm(steps, name + ".nonlinear1.batchnorm"))
        x = weights[name + ".linear1.weight"][:, :, 0] @ x
        x = _relu(self._norm(x, name + ".nonlinear2.batchnorm"))
        cam = name + ".cam_layer"
        local = _convolve_1d(x, weights[cam + ".linear_local.weight"], dilation=dilation)
        context = np.empty_like(x)
        for start in range(0, x.shape[1], 100):
            segment = x[:, start : start + 100]
            context[:, start : start + 100] = segment.mean(axis=1, keepdims=True)
        context += x.mean(axis=1, keepdims=True)
        hidden = weights[cam + ".linear1.weight"][:, :, 0] @ context
        hidden = _relu(hidden + weights[cam + ".linear1.bias"][:, None])
        gate = weights[cam + ".linear2.weight"][:, :, 0] @ hidden
        gate = 1 / (1 + np.exp(-(gate + weights[cam + ".linear2.bias"][:, None])))
        return np.concatenate([steps, local * gate])

    def _norm(self, x, name):
        weights = self._weights
        scale = weights.get(name + ".weight", 1.0) / np.sqrt(
            weights[name + ".running_var"] + _EPSILON
        )
        shift = weights.get(name + ".bias", 0.0) - weights[name + ".running_mean"] * scale
        columns = [-1] + [1] * (x.ndim - 1)
        return x * scale.reshape(columns) + shift.reshape(columns)


def _relu(x):
    return np.maximum(x, 0)


def _pool(x):
    return np.concatenate([x.mean(axis=1), x.std(axis=1, ddof=1)])


def _convolve_1d(x, weight, stride=1, dilation=1):
    taps = weight.shape[2]
    margin = dilation * (taps // 2)
    padded = np.pad(x, ((0, 0), (margin, margin)))
    width = x.shape[1]
    return sum(
        weight[:, :, tap] @ padded[:, tap * dilation : tap * dilation + width : stride]
        for tap in range(taps)
    )


def _convolve_2d(x, weight, stride):
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    bins, width = x.shape[1:]
    return sum(
        np.einsum(
            "oi,ift->oft",
            weight[:, :, row, column],
            padded[:, row : row + bins : stride, column : column + width],
            optimize=True,
        )
        for row in range(3)
        for column in range(3)
    )
