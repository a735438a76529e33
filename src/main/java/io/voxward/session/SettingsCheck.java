package io.voxward.session;

import io.voxward.common.FailureException;
import io.voxward.domain.Domain;

/**
 * What another feature knows about the settings of a session. Every implementation that exists is
 * asked before a session gets settings, whichever dialect they come by.
 */
public interface SettingsCheck {
  /**
   * Passes settings that can be followed in that domain.
   *
   * @throws FailureException if they name something that is not there
   */
  void require(Domain domain, SessionSettings settings);
}
