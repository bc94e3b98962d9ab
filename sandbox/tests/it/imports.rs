//! Imports go one way: no module of the sandbox reaches itself through another one.

use renmai_testing::imports::Imports;

#[test]
fn no_module_imports_itself_through_another() {
    let source = Imports::of(env!("CARGO_MANIFEST_DIR"));
    assert!(source.files() > 40, "only {} files", source.files());
    assert_eq!(source.circles(), Vec::<String>::new());
}
