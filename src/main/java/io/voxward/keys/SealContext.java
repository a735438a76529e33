package io.voxward.keys;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed value is bound to: it opens only under the same tenant, domain, purpose, owner and
 * model, so a value moved to another row or domain is refused.
 *
 * @param purpose what is sealed, {@code voiceprint} for example
 * @param owner whose it is, the generated id of a speaker for example
 * @param model what made it; empty where nothing did
 */
public record SealContext(
    TenantId tenant, DomainId domain, String purpose, String owner, String model) {

  /** The bytes to authenticate: every part preceded by its length, so that no two contexts meet. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : new String[] {tenant.value(), domain.value(), purpose, owner, model}) {
      byte[] text = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      out.writeBytes(text);
    }
    return out.toByteArray();
  }
}
