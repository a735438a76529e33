/** Sessions as rows: what they were and how they ended, never what was said. */
@NullMarked
package io.voxward.session.store;

import org.jspecify.annotations.NullMarked;
