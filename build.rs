//! Asks the linker to keep the relocations of the app's program: by them the build finds what
//! each later part of the app needs (see `src/parts.rs`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo:rustc-link-arg-bin=passamano=--emit-relocs");
    }
}
