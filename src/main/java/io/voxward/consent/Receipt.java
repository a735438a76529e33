package io.voxward.consent;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.time.Instant;

/**
 * The proof of an erasure: what was erased, how many, when, by which rule, on whose wish; no
 * personal data. It can be verified without the service by whoever has the public key.
 *
 * @param subject the generated id of the person, fraudster or domain, or of the job that erased
 *     many
 * @param body the text that is signed, JSON
 * @param signature Ed25519 over the body in UTF-8, base64
 */
public record Receipt(
    TenantId tenant,
    String id,
    DomainId domain,
    ErasureReason rule,
    String subject,
    String body,
    String signature,
    Instant issuedAt) {}
