/** Contact-center installations, the one domain each is linked to, and how each proves itself. */
@NullMarked
package io.voxward.instance;

import org.jspecify.annotations.NullMarked;
