//! Locks: the two ciphers, one hash and one signature that everything sealed here uses.
//! Random bytes are arguments. Formats are elsewhere.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use sha2::{Digest as _, Sha256};

use crate::id::Digest;

/// A 32-byte secret key for [`lock`].
pub type SecretKey = [u8; 32];

/// It could not be opened: another key, other surroundings, or damaged bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CannotOpen;

/// Seals under a shared key with XChaCha20-Poly1305: the random nonce, then the ciphertext.
pub fn lock(key: &SecretKey, nonce: [u8; 24], aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let payload = Payload { msg: plain, aad };
    // Encryption fails only beyond 256 GiB, which no record reaches.
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`lock`] sealed.
pub fn unlock(key: &SecretKey, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
    let (nonce, sealed) = sealed.split_first_chunk::<24>().ok_or(CannotOpen)?;
    XChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad })
        .map_err(|_| CannotOpen)
}

const HPKE_INFO: &[u8] = b"passamano desk 1";

/// Makes the desk's key pair (secret, public) for [`post`] from 32 random bytes.
pub fn letterbox(random: [u8; 32]) -> (SecretKey, [u8; 32]) {
    let (secret, public) = X25519HkdfSha256::derive_keypair(&random);
    (to_32(&secret.to_bytes()), to_32(&public.to_bytes()))
}

/// The public half of a desk key.
pub fn letterbox_public(secret: &SecretKey) -> Result<[u8; 32], CannotOpen> {
    let secret =
        <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(secret).map_err(|_| CannotOpen)?;
    Ok(to_32(&X25519HkdfSha256::sk_to_pk(&secret).to_bytes()))
}

/// Seals to a public key so that the sender cannot read it back: HPKE base mode (RFC 9180) with
/// X25519, HKDF-SHA256 and ChaCha20-Poly1305. The encapsulated key, then the ciphertext.
pub fn post(
    to: &[u8; 32],
    random: [u8; 32],
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, CannotOpen> {
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to).map_err(|_| CannotOpen)?;
    let (key, sealed) = hpke::single_shot_seal_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        X25519HkdfSha256,
    >(&OpModeS::Base, &to, HPKE_INFO, plain, aad, &mut Given::new(random))
    .map_err(|_| CannotOpen)?;
    Ok([key.to_bytes().as_slice(), &sealed].concat())
}

/// Opens what [`post`] sealed.
pub fn collect(secret: &SecretKey, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
    let (key, sealed) = sealed.split_first_chunk::<32>().ok_or(CannotOpen)?;
    let secret =
        <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(secret).map_err(|_| CannotOpen)?;
    let key = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(key).map_err(|_| CannotOpen)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &key,
        HPKE_INFO,
        sealed,
        aad,
    )
    .map_err(|_| CannotOpen)
}

/// SHA-256.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// The public half of a signing secret.
pub fn signer_public(secret: &SecretKey) -> [u8; 32] {
    SigningKey::from_bytes(secret).verifying_key().to_bytes()
}

/// Signs with Ed25519.
pub fn sign(secret: &SecretKey, message: &[u8]) -> [u8; 64] {
    SigningKey::from_bytes(secret).sign(message).to_bytes()
}

/// Says whether an Ed25519 signature is right, by the strict rules that leave one form only.
pub fn signed_by(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

fn to_32(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(bytes);
    out
}

/// The random bytes that the caller brought, stretched with SHA-256 in counter mode, in the
/// shape that the HPKE crate asks for.
struct Given {
    seed: [u8; 32],
    block: u32,
}

impl Given {
    fn new(seed: [u8; 32]) -> Self {
        Self { seed, block: 0 }
    }
}

impl TryRng for Given {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in to.chunks_mut(32) {
            let block = Sha256::new()
                .chain_update(self.seed)
                .chain_update(self.block.to_be_bytes())
                .finalize();
            self.block += 1;
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_opens_with_its_key_and_surroundings_only() {
        let sealed = lock(&[1; 32], [2; 24], b"here", b"five parcels");
        assert_eq!(unlock(&[1; 32], b"here", &sealed).as_deref(), Ok(b"five parcels".as_slice()));
        assert_eq!(unlock(&[3; 32], b"here", &sealed), Err(CannotOpen));
        assert_eq!(unlock(&[1; 32], b"there", &sealed), Err(CannotOpen));
        assert_eq!(unlock(&[1; 32], b"here", &sealed[..20]), Err(CannotOpen));
    }

    #[test]
    fn a_letter_opens_at_the_desk_only() {
        let (secret, public) = letterbox([7; 32]);
        assert_eq!(letterbox_public(&secret), Ok(public));
        let sealed = post(&public, [8; 32], b"head", b"they asked me for money").unwrap();
        assert_eq!(
            collect(&secret, b"head", &sealed).as_deref(),
            Ok(b"they asked me for money".as_slice())
        );
        assert_eq!(collect(&letterbox([9; 32]).0, b"head", &sealed), Err(CannotOpen));
        assert_ne!(post(&public, [10; 32], b"head", b"they asked me for money").unwrap(), sealed);
    }

    #[test]
    fn a_signature_is_of_one_key_and_one_message() {
        let signature = sign(&[4; 32], b"go");
        assert!(signed_by(&signer_public(&[4; 32]), b"go", &signature));
        assert!(!signed_by(&signer_public(&[5; 32]), b"go", &signature));
        assert!(!signed_by(&signer_public(&[4; 32]), b"no-go", &signature));
    }
}
