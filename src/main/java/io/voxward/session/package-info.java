/**
 * One call: its audio in bounded memory, its states, its speech so far, and the limits that end it.
 *
 * <p>Live audio lives here and nowhere else: no file, no log line, no row ever holds it.
 */
@NullMarked
package io.voxward.session;

import org.jspecify.annotations.NullMarked;
