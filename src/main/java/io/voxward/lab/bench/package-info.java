/** Measures how fast a recording becomes an embedding, by stage, and beside another runtime. */
@NullMarked
package io.voxward.lab.bench;

import org.jspecify.annotations.NullMarked;
