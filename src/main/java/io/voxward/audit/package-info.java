/** Who did what: entries that are only ever added, each carrying the hash of the one before. */
@NullMarked
package io.voxward.audit;

import org.jspecify.annotations.NullMarked;
