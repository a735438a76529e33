/** Long work: leased, shared between nodes, resumed after a crash; knows no job by name. */
@NullMarked
package io.voxward.job;

import org.jspecify.annotations.NullMarked;
