/** Genesys AudioHook, version 2, as its server: live audio in, decisions back as events. */
@NullMarked
package io.voxward.wire.audiohook;

import org.jspecify.annotations.NullMarked;
