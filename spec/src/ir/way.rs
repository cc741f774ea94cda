//! Ways through types, as the overlay writes them: wire names joined by dots.

use super::{Api, Shape, Type};

impl Api {
    /// The type of what stands at `way` in a value of type `ty`; in a list, a number is an item and `-1` the last one.
    /// `None` where the way leads out of what the document describes.
    pub fn at<'a>(&'a self, ty: &'a Type, way: &str) -> Option<&'a Type> {
        way.split('.').try_fold(ty, |ty, step| match self.behind_aliases(ty.non_null()).non_null() {
            Type::List(items) if step == "-1" || step.parse::<usize>().is_ok() => Some(&**items),
            Type::Schema(id) => match &self.schema(*id).shape {
                Shape::Struct(object) => {
                    let property = object.properties.iter().find(|property| property.name == step)?;
                    Some(&property.ty)
                }
                _ => None,
            },
            _ => None,
        })
    }
}
