/**
 * The recognition core behind one door: {@link io.voxward.engine.VoiceEngine} for whole recordings,
 * {@link io.voxward.engine.CallVoice} for a call as it goes on. Plain Java: no framework, no
 * database, no network.
 */
@NullMarked
package io.voxward.engine;

import org.jspecify.annotations.NullMarked;
