//! Templates.
/// T
#[derive(Debug, Clone)]
pub struct Template;
/// M
pub struct TemplateMatch;
