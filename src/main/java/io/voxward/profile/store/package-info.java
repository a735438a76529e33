/** Where profiles are remembered, sealed. */
@NullMarked
package io.voxward.profile.store;

import org.jspecify.annotations.NullMarked;
