package io.voxward.client.platform;

import org.jspecify.annotations.Nullable;

/**
 * What a platform's flow says about a call.
 *
 * @param sessionName the name that its session is to have
 * @param speakerId who the caller says they are
 */
public record NewCall(String sessionName, @Nullable String speakerId) {
  @Override
  public String toString() {
    return "NewCall[" + sessionName + "]";
  }
}
