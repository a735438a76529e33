/**
 * ONNX Runtime behind one door: model files checked against their cards, sessions shared by
 * threads, and the bounded pool that all inference runs on. Nothing else imports the runtime.
 */
@NullMarked
package io.voxward.engine.onnx;

import org.jspecify.annotations.NullMarked;
