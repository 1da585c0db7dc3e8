//! Chance: what tokens, codes and keys are made of.

use crate::cannot_start::CannotStart;

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], CannotStart> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|e| CannotStart(format!("the system gives no random bytes: {e}")))?;
    Ok(bytes)
}
