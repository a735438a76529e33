/** Domains: the containers of all data, their settings and their life. */
@NullMarked
package io.voxward.domain;

import org.jspecify.annotations.NullMarked;
