/**
 * How one request is tuned: what it brings itself, which nobody writes down, and the registered
 * profiles of a domain that it may name.
 */
@NullMarked
package io.voxward.profile;

import org.jspecify.annotations.NullMarked;
