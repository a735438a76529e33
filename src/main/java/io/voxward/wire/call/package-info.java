/** The bodies in which every dialect of ours tells of a call. */
@NullMarked
package io.voxward.wire.call;

import org.jspecify.annotations.NullMarked;
