package io.voxward.wire.voiceid;

import java.util.List;

/**
 * Some operations of the dialect, those on one customer noun. Every bean of this kind is found by
 * the dispatcher; there is nothing else to register.
 */
public interface OperationGroup {
  /** The operations. */
  List<Operation<?, ?>> operations();
}
