/** Who a caller is and what they may do: access keys, bearer tokens, roles, tenancy. */
@NullMarked
package io.voxward.access;

import org.jspecify.annotations.NullMarked;
