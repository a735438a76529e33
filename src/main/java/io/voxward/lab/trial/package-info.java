/** Lists of trials with known answers: who is enrolled from what, what is compared with whom. */
@NullMarked
package io.voxward.lab.trial;

import org.jspecify.annotations.NullMarked;
